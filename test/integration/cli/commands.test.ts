import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { connectionTo, Product } from '../../support/product.ts';
import { readCopy } from '../../support/read-copy.ts';

const product = new Product();
let warehouse: SampleWarehouse;
let copied: string;

beforeAll(async () => {
  warehouse = await startSampleWarehouse({ scale: 0.01 });
  copied = write('copied', '[samples.tpch.nation, "samples.tpch.reg*"]');
  expect((await product.run(['run', copied], env())).code).toBe(0);
});
afterEach(() => warehouse.faults.clear());
afterAll(async () => {
  await product.close();
  await warehouse.close();
});

const env = (): Record<string, string> => ({ DATABRICKS_TOKEN: warehouse.token });
const inFolder = (file: string): string => path.join(product.folder, file);
const words = (text: string): string => text.replaceAll(/\s+/g, ' ');
const write = (name: string, tables: string): string =>
  product.write(`${name}.replication.yaml`, `${connectionTo(warehouse)}target: ${name}.duckdb\ntables: ${tables}\n`);

/** Every line is one JSON object; what kinds of events they are. */
function eventsIn(stdout: string): readonly string[] {
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { readonly event: string }).event);
}

async function change(file: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(inFolder(file));
  const connection = await instance.connect();
  try {
    await connection.run(sql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

it('--only takes several names and wildcards', async () => {
  const document = write('only', '["samples.tpch.*"]');
  const only = ['--only', 'samples.tpch.nation', '--only', 'samples.tpch.re*'];
  expect((await product.run(['run', document, ...only], env())).code).toBe(0);
  const names = await readCopy(
    inFolder('only.duckdb'),
    "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'tpch' ORDER BY 1",
  );
  expect(names.map((row) => row.table_name)).toEqual(['nation', 'region']);
});

it.each([
  ['samples.tpch.natoin', 'Did you mean samples.tpch.nation?'],
  ['samples.tpch.region_', 'Did you mean samples.tpch.region?'],
  ['other.tpch.*', 'The document has no enabled entry for other.tpch.*.'],
])('--only %s is wrong usage', async (name, said) => {
  const { code, stdout, stderr } = await product.run(['plan', copied, '--only', name], env());
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(words(stderr)).toContain(said);
});

it('a level that there is none of is refused, as an option and in the document', async () => {
  const option = await product.run(['run', copied, '--level', 'quick'], env());
  expect(option.code).toBe(2);
  expect(words(option.stderr)).toContain(
    '--level quick: there is no such level; it can be auto, basic, pandas, parquet or streaming.',
  );
  const document = write('quick', '[{source: samples.tpch.nation, level: quick}]');
  const entry = await product.run(['run', document], env());
  expect(entry.code).toBe(2);
  expect(entry.stderr).toContain('quick');
  expect(existsSync(inFolder('quick.duckdb'))).toBe(false);
});

it('a plan leaves the target file byte for byte as it was, and makes none where there is none', async () => {
  const digest = (): string =>
    createHash('sha256')
      .update(readFileSync(inFolder('copied.duckdb')))
      .digest('hex');
  const before = digest();
  expect((await product.run(['plan', copied], env())).code).toBe(0);
  expect(digest()).toBe(before);
  expect((await product.run(['plan', write('absent', '[samples.tpch.nation]')], env())).code).toBe(0);
  expect(existsSync(inFolder('absent.duckdb'))).toBe(false);
});

it('verify finds equal tables equal, and names the column of a value that was changed here', async () => {
  const document = write('verified', '[samples.tpch.nation, samples.tpch.region]');
  expect((await product.run(['run', document], env())).code).toBe(0);
  const equal = await product.run(['verify', document, '--json'], env());
  expect(equal.code).toBe(0);
  expect(equal.events.at(-1)).toMatchObject({ state: 'equal', tables: { total: 2, done: 2, failed: 0 } });
  await change('verified.duckdb', "UPDATE tpch.nation SET n_comment = n_comment || '.' WHERE n_nationkey = 7");
  const different = await product.run(['verify', document], env());
  expect(different.code).toBe(3);
  expect(different.stdout).toContain('n_comment');
  expect(different.stdout).toContain('1 of 2 tables equal, 1 different');
});

it('verify says what has not been copied yet', async () => {
  const nothing = await product.run(['verify', write('nothing', '[samples.tpch.nation]')], env());
  expect(nothing.code).toBe(2);
  expect(words(nothing.stderr)).toContain('yet: run the document first.');
  expect(existsSync(inFolder('nothing.duckdb'))).toBe(false);
  const more = product.write(
    'more.replication.yaml',
    `${connectionTo(warehouse)}target: copied.duckdb\ntables: [samples.tpch.nation, samples.tpch.orders]\n`,
  );
  const some = await product.run(['verify', more], env());
  expect(some.code).toBe(1);
  expect(words(some.stdout)).toContain('samples.tpch.orders has not been copied to tpch.orders yet.');
});

it('a verify that is interrupted does not speak of runs to resume', async () => {
  const fault = warehouse.faults.add({
    operation: 'statement',
    times: 'always',
    effect: { kind: 'latency', ms: 120_000 },
  });
  const { child, finished } = product.start(['verify', copied], env());
  await vi.waitFor(() => expect(fault.met()).toBeGreaterThan(0), { timeout: 15_000 });
  child.kill('SIGINT');
  const { code, stderr } = await finished;
  expect(code).toBe(130);
  expect(words(stderr)).toContain('Cancelled. → Start it again when you want to go on');
  expect(stderr).not.toContain('Resume the run');
});

it('undo puts back what a run replaced, where it was kept, and takes away what was not there', async () => {
  const document = write('undone', '[samples.tpch.nation, samples.tpch.region]');
  const keep = ['--keep-previous'];
  expect((await product.run(['run', document, '--only', 'samples.tpch.nation', ...keep], env())).code).toBe(0);
  await change('undone.duckdb', "UPDATE tpch.nation SET n_comment = 'mine'");
  const run = await product.run(['run', document, '--json', ...keep], env());
  const runId = String(run.events.at(-1)?.runId);

  const changed = product.write(
    'changed.replication.yaml',
    `${connectionTo(warehouse)}target: undone.duckdb\ntables: [samples.tpch.nation]\n`,
  );
  const other = await product.run(['undo', changed]);
  expect(other.code).toBe(2);
  expect(words(other.stderr)).toContain(`Name the run that is meant: ${runId}, `);

  const beside = product.write(
    'beside.replication.yaml',
    `${connectionTo(warehouse)}target: undone.duckdb\ntables: [samples.tpch.supplier]\n`,
  );
  expect((await product.run(['run', beside], env())).code).toBe(0);

  // No token: there is nothing to connect to.
  const undone = await product.run(['undo', document]);
  expect(undone).toMatchObject({ code: 0, stderr: '' });
  expect(words(undone.stdout)).toContain(
    `✔ The run ${runId} is undone. · tpch.nation is as it was before. · tpch.region is gone: it was not there before.`,
  );
  const comments = 'SELECT DISTINCT n_comment AS c FROM tpch.nation';
  expect(await readCopy(inFolder('undone.duckdb'), comments)).toEqual([{ c: 'mine' }]);
  const again = await product.run(['undo', document, '--run', runId, '--json']);
  expect(again).toMatchObject({ code: 2, events: [{ event: 'error', error: { code: 'run.notUndoable' } }] });
});

it('undo says that nothing was kept, and of which run there is none', async () => {
  const kept = await product.run(['undo', copied]);
  expect(kept.code).toBe(2);
  expect(words(kept.stderr)).toContain('tpch.nation stays as it is: the copy before it was not kept.');
  const none = await product.run(['undo', write('never', '[samples.tpch.nation]'), '--json']);
  expect(none).toMatchObject({ code: 2, events: [{ error: { code: 'run.notFound' } }] });
  const unknown = await product.run(['undo', copied, '--run', 'no_such_run']);
  expect(unknown.code).toBe(2);
  expect(words(unknown.stderr)).toContain('The file knows of no run no_such_run.');
});

it.each([
  ['a table that is not there', (): string[] => ['run', write('gone', '[samples.tpch.gone]')], 1, 'summary'],
  ['a document that is broken', () => ['run', product.write('broken.yaml', 'tables: 1\n')], 2, 'diagnostic'],
  ['a document that is not there', () => ['run', 'nowhere.yaml'], 2, 'error'],
  ['an option that is not there', () => ['run', copied, '--resum', 'last'], 2, 'error'],
  ['a run that is not there', () => ['run', copied, '--resume', 'last'], 2, 'error'],
])('--json says of %s nothing but JSON', async (_, args, code, last) => {
  const finished = await product.run([...args(), '--json'], env());
  expect({ code: finished.code, stderr: finished.stderr }).toEqual({ code, stderr: '' });
  expect(eventsIn(finished.stdout).at(-1)).toBe(last);
});

it('a reader who stops reading breaks nothing', async () => {
  const { child, finished } = product.start(['plan', copied, '--full'], env());
  child.stdout?.destroy();
  expect(await finished).toMatchObject({ code: 0, stderr: '' });
});

it('the older form of the document works with its three variables', async () => {
  const document = product.write(
    'older.yaml',
    `global:
  duckdb_path: older.duckdb
tables:
  - name: nations
    source: {catalog: samples, schema: tpch, table: nation}
`,
  );
  const variables = {
    DATABRICKS_SERVER_HOSTNAME: `${warehouse.host}:${warehouse.port}`,
    DATABRICKS_HTTP_PATH: warehouse.httpPath,
    DATABRICKS_ACCESS_TOKEN: warehouse.token,
    NODE_EXTRA_CA_CERTS: warehouse.caFile,
  };
  const run = await product.run(['run', document, '--json'], variables);
  expect(run.events.at(-1)).toMatchObject({ event: 'summary', state: 'done', tables: { total: 1, done: 1 } });
  expect(run.code).toBe(0);
  expect(await readCopy(inFolder('older.duckdb'), 'SELECT count(*) AS n FROM tpch.nation')).toEqual([{ n: 25n }]);
  expect((await product.run(['verify', document], variables)).code).toBe(0);

  const { DATABRICKS_ACCESS_TOKEN: _, ...without } = variables;
  const missing = await product.run(['plan', document], without);
  expect(missing.code).toBe(2);
  expect(words(missing.stderr)).toContain('The environment variable DATABRICKS_ACCESS_TOKEN is not set');
});
