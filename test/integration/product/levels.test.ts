import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Attempt, Attempts } from '../../support/attempts.ts';
import { compareFiles } from '../../support/compare-files.ts';
import { Product } from '../../support/product.ts';
import { nestedCases, writeNestedTables } from './nested-cases.ts';

/** How a table may travel; every other way is compared with the first. */
const defaults = {
  streaming: 'level: streaming',
  basic: 'level: basic',
  pandas: 'level: pandas',
  parquet: 'level: parquet',
  'parquet by way of a volume': 'level: parquet, volume: /Volumes/samples/files/exports',
};
type Way = keyof typeof defaults;
const ways = Object.keys(defaults) as readonly Way[];
const first: Way = 'streaming';
const others = ways.filter((way) => way !== first);

const folder = new Product();
let attempts: Attempts;
const copies = new Map<Way, Attempt>();

beforeAll(async () => {
  const local = path.join(folder.folder, 'nested.duckdb');
  await writeNestedTables(local);
  attempts = await Attempts.start({ scale: 0.005, databases: [local], fileBytes: 200_000 });
  await attempts.served.execute(
    'CREATE TABLE samples.types.marked AS SELECT id, concat(chr(65279), id) AS text FROM range(10)',
  );
  for (const way of ways) {
    copies.set(
      way,
      await attempts.run({
        tables: '[samples.types.*, samples.tpch.*, nested.main.*]',
        more: `defaults: {${defaults[way]}}`,
      }),
    );
  }
}, 400_000);

afterAll(async () => {
  await attempts.close();
  await folder.close();
});

const copyOf = (way: Way): Attempt => {
  const copy = copies.get(way);
  if (copy === undefined) throw new Error(`There is no copy that came by ${way}.`);
  return copy;
};

it.each(ways)('%s: all is copied, each table by this level, but the one that nobody may read', (way) => {
  const { errors, receipts } = copyOf(way);
  expect(errors).toMatchObject([{ code: 'auth.forbidden', subject: { table: 'samples.types.denied' } }]);
  expect(receipts.length).toBeGreaterThan(50 + nestedCases.length);
  expect(receipts.filter((receipt) => !defaults[way].startsWith(`level: ${receipt.level}`))).toEqual([]);
});

it.each(others)(
  '%s gives the tables of the first way: columns, types, comments, rows',
  async (way) => {
    const compared = await compareFiles(copyOf(first).target, copyOf(way).target);
    expect(compared).toEqual({ tables: copyOf(way).receipts.length, differences: [], leftovers: [] });
  },
  60_000,
);

it.each(others)('%s receives as many rows as the first one', (way) => {
  const counts = ({ receipts }: Attempt) => new Map(receipts.map(({ source, rows }) => [source, rows]));
  expect(counts(copyOf(way))).toEqual(counts(copyOf(first)));
});

it('a byte order mark at the start of a text is kept', async () => {
  const table = { source: ['samples', 'types', 'marked'], target: ['types', 'marked'] as const };
  for (const way of ways) expect(await attempts.served.differences(copyOf(way).target, [table])).toEqual([]);
});
