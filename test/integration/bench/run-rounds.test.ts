import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Contender } from '../../bench/support/contenders.ts';
import { limitOf, runRounds } from '../../bench/support/run-rounds.ts';

const files: string[] = [];
const endpoint = { host: '127.0.0.1', port: 1, httpPath: '/', token: '', caFile: '' };
const copy = { database: '', catalog: 'c', schema: 's', tables: ['t'], endpoint };

/** Writes so many rows, whatever it was asked for; `before` is what it does first. */
function writer(name: string, rows: number, more: { isPeer?: boolean; before?: string } = {}): Contender {
  const { isPeer = false, before = '' } = more;
  const script = `
    const { DuckDBInstance } = require('@duckdb/node-api');
    const say = (event) => console.log(JSON.stringify(event));
    process.stdin.once('data', async (job) => {
      ${before}
      const instance = await DuckDBInstance.create(JSON.parse(job).file);
      const connection = await instance.connect();
      await connection.run('CREATE SCHEMA s; CREATE TABLE s.t AS FROM range(${rows}); CREATE TABLE s.other AS FROM range(7)');
      connection.closeSync();
      instance.closeSync();
      say({ event: 'begin', prepareSeconds: 0 });
      say({ event: 'end', seconds: 1, cpu: 1 });
    });`;
  return {
    name,
    isSlow: false,
    isPeer,
    start({ file }) {
      files.push(file);
      return { command: process.execPath, args: ['-e', script], job: { file } };
    },
    makes: ({ schema, tables }) => tables.map((table) => ({ schema, table })),
  };
}

const run = (contenders: readonly Contender[]) => runRounds(contenders, () => ({ copy, rows: 10 }), process.pid, 2);

afterEach(() => {
  files.length = 0;
  vi.restoreAllMocks();
});

test('rows are counted in the file, one copy has a folder of its own, and nothing stays of it', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const taken = await run([writer('limit', 10)]);
  expect(taken.leftOut).toEqual([]);
  expect(limitOf(taken).runs).toMatchObject([{ rows: 10 }, { rows: 10 }]);
  expect(limitOf(taken).runs[0]?.fileBytes).toBeGreaterThan(0);
  expect(new Set(files.map((file) => path.dirname(file))).size).toBe(3);
  expect(files.some((file) => existsSync(path.dirname(file)))).toBe(false);
});

test('wrong counts and crashes are failures, but of peers only a reason to leave them out; so is what says that it cannot', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const crash = { before: "throw new Error('no luck');" };
  const skip = { before: "say({ event: 'skip', reason: 'not for such tables' }); return;" };
  const taken = await run([
    writer('limit', 10),
    writer('short', 9),
    writer('crash', 10, crash),
    writer('skip', 10, skip),
    writer('peer', 11, { isPeer: true }),
  ]);
  expect(taken.rounds.map(({ name }) => name)).toEqual(['limit']);
  expect(taken.leftOut).toEqual([
    { name: 'short', reason: 'It wrote 9 rows of 10.', isFailure: true },
    { name: 'crash', reason: expect.stringContaining('no luck'), isFailure: true },
    { name: 'skip', reason: 'not for such tables', isFailure: false },
    { name: 'peer', reason: 'It wrote 11 rows of 10.', isFailure: false },
  ]);
});

test('without the limit there is nothing to compare with', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const taken = await run([writer('limit', 3)]);
  expect(() => limitOf(taken)).toThrow('The limit could not be measured: It wrote 3 rows of 10.');
});
