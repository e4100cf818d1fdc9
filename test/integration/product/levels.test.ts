import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Level } from '../../../src/shared/plan.ts';
import { type Attempt, Attempts } from '../../support/attempts.ts';
import { compareFiles } from '../../support/compare-files.ts';
import { Product } from '../../support/product.ts';
import { nestedCases, writeNestedTables } from './nested-cases.ts';

/** Every other one is compared with the first. */
const levels: readonly [Level, ...Level[]] = ['streaming', 'basic', 'pandas', 'parquet'];

const folder = new Product();
let attempts: Attempts;
const copies = new Map<Level, Attempt>();

beforeAll(async () => {
  const local = path.join(folder.folder, 'nested.duckdb');
  await writeNestedTables(local);
  attempts = await Attempts.start({ scale: 0.005, databases: [local], fileBytes: 200_000 });
  await attempts.served.execute(
    'CREATE TABLE samples.types.marked AS SELECT id, concat(chr(65279), id) AS text FROM range(10)',
  );
  for (const level of levels) {
    copies.set(
      level,
      await attempts.run({
        tables: '[samples.types.*, samples.tpch.*, nested.main.*]',
        more: `defaults: {level: ${level}}`,
      }),
    );
  }
}, 400_000);

afterAll(async () => {
  await attempts.close();
  await folder.close();
});

const copyOf = (level: Level): Attempt => {
  const copy = copies.get(level);
  if (copy === undefined) throw new Error(`There is no copy of the level ${level}.`);
  return copy;
};

it.each(levels)('%s: all is copied, each table by this level, but the one that nobody may read', (level) => {
  const { errors, receipts } = copyOf(level);
  expect(errors).toMatchObject([{ code: 'auth.forbidden', subject: { table: 'samples.types.denied' } }]);
  expect(receipts.length).toBeGreaterThan(50 + nestedCases.length);
  expect(receipts.filter((receipt) => receipt.level !== level)).toEqual([]);
});

it.each(levels.slice(1))(
  '%s gives the tables of the first level: columns, types, comments, rows',
  async (level) => {
    const compared = await compareFiles(copyOf(levels[0]).target, copyOf(level).target);
    expect(compared).toEqual({ tables: copyOf(level).receipts.length, differences: [], leftovers: [] });
  },
  60_000,
);

it.each(levels.slice(1))('%s receives as many rows as the first level', (level) => {
  const counts = ({ receipts }: Attempt) => new Map(receipts.map(({ source, rows }) => [source, rows]));
  expect(counts(copyOf(level))).toEqual(counts(copyOf(levels[0])));
});

it('a byte order mark at the start of a text is kept', async () => {
  const table = { source: ['samples', 'types', 'marked'], target: ['types', 'marked'] as const };
  for (const level of levels) expect(await attempts.served.differences(copyOf(level).target, [table])).toEqual([]);
});
