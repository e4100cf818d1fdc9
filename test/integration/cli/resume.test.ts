import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compareFiles } from '../../support/compare-files.ts';
import { connectionTo, type Finished, Product, type WarehouseProcess } from '../../support/product.ts';
import { readCopy } from '../../support/read-copy.ts';

const product = new Product();
let warehouse: WarehouseProcess;

beforeAll(async () => {
  // Each download takes a while, so that an interrupt falls between the first rows and the last.
  const slow = { operation: 'download', times: 'always', effect: { kind: 'latency', ms: 100 } };
  const faults = product.write('faults.json', JSON.stringify([slow]));
  warehouse = await product.startWarehouse(['--scale', '0.02', '--faults', faults]);
});

afterAll(() => product.close());

const env = (): Record<string, string> => ({ DATABRICKS_TOKEN: warehouse.token });
const inFolder = (file: string): string => path.join(product.folder, file);
const words = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** By default rows are committed after a gigabyte or ten seconds: here after a megabyte, so that some are in early. */
const write = (name: string): string =>
  product.write(
    `${name}.replication.yaml`,
    `${connectionTo(warehouse)}target: ${name}.duckdb
limits: {tables: 1, downloads: 1, group: 1MB, slice: 1MB}
tables: [samples.tpch.lineitem, samples.tpch.nation]
`,
  );

/** Starts a run and interrupts it as soon as rows are committed. */
async function interrupted(document: string, signal: 'SIGINT' | 'SIGTERM'): Promise<Finished> {
  const { child, finished } = product.start(['run', document, '--json'], env());
  let seen = '';
  child.stdout?.on('data', (text: string) => {
    seen += text;
    const committed = /"event":"progress".*"committedRows":[1-9]/.test(seen);
    if (committed && !child.killed) child.kill(signal);
  });
  return finished;
}

const stagingOf = async (file: string): Promise<readonly string[]> =>
  (await readCopy(inFolder(file), "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%__staging_%'")).map(
    (row) => String(row.table_name),
  );

async function expectWhole(file: string): Promise<void> {
  const whole = await product.run(['run', write(`whole-of-${file}`), '--json'], env());
  expect(whole.code).toBe(0);
  const compared = await compareFiles(inFolder(`whole-of-${file}.duckdb`), inFolder(`${file}.duckdb`));
  expect(compared).toEqual({ tables: 2, differences: [], leftovers: [] });
}

it('an interrupted run says how to resume it, and a resume makes equal tables of it', {
  timeout: 120_000,
}, async () => {
  const document = write('first');
  const stopped = await interrupted(document, 'SIGINT');
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain('Stopping in order');
  expect(stopped.events.at(-1)).toMatchObject({ event: 'summary', state: 'cancelled' });
  const runId = String(stopped.events.at(-1)?.runId);
  expect(await stagingOf('first.duckdb')).toEqual([`lineitem__staging_${runId}`]);

  const unknown = await product.run(['run', document, '--resume', 'no_such_run'], env());
  expect(unknown.code).toBe(2);
  expect(words(unknown.stderr)).toContain('The target file has no run no_such_run.');
  expect(words(unknown.stderr)).toContain(`${runId} (cancelled)`);

  const resumed = await product.run(['run', document, '--json', '--resume', runId], env());
  expect(resumed.code).toBe(0);
  const receipt = expect.objectContaining({ resumed: true });
  expect(resumed.events).toContainEqual(
    expect.objectContaining({
      event: 'table',
      outcome: expect.objectContaining({ target: 'tpch.lineitem', receipt }),
    }),
  );

  const complete = await product.run(['run', document, '--resume', runId], env());
  expect(complete.code).toBe(2);
  expect(words(complete.stderr)).toContain(`The run ${runId} is complete. → Start a new run.`);
  await expectWhole('first');
});

it('a fresh run says that it leaves a broken one behind, and needs nothing of it', { timeout: 120_000 }, async () => {
  const document = write('second');
  const stopped = await interrupted(document, 'SIGTERM');
  expect(stopped.code).toBe(130);
  const runId = String(stopped.events.at(-1)?.runId);
  expect(await stagingOf('second.duckdb')).toEqual([`lineitem__staging_${runId}`]);

  const planned = await product.run(['plan', document], env());
  expect(words(planned.stdout)).toContain(`run ${runId}: --resume goes on with it`);
  const again = await product.run(['run', document], env());
  expect(again.code).toBe(0);
  expect(words(again.stdout)).toContain(`The run ${runId} has not finished and could be resumed with --resume`);
  expect((await product.run(['plan', document], env())).stdout).not.toContain('--resume');
  await expectWhole('second');
});

it('“last” goes on with the newest run that did not finish', { timeout: 120_000 }, async () => {
  const document = write('third');
  expect((await interrupted(document, 'SIGINT')).code).toBe(130);
  const resumed = await product.run(['run', document, '--resume', 'last'], env());
  expect(resumed.code).toBe(0);
  expect(resumed.stdout).toContain('resumed');
  const nothing = await product.run(['run', document, '--resume', 'last'], env());
  expect(nothing.code).toBe(2);
  expect(words(nothing.stderr)).toContain('The target file has no run of this document that could be resumed.');
  await expectWhole('third');
});

it('a second interrupt ends it at once, and what is committed can still be resumed', { timeout: 120_000 }, async () => {
  const document = write('fourth');
  const { child, finished } = product.start(['run', document, '--json'], env());
  let seen = '';
  child.stdout?.on('data', (text: string) => {
    seen += text;
    if (/"event":"progress".*"committedRows":[1-9]/.test(seen) && !child.killed) child.kill('SIGINT');
  });
  child.stderr?.on('data', () => child.kill('SIGINT'));
  expect(await finished).toMatchObject({ code: null, signal: 'SIGINT' });
  expect((await product.run(['run', document, '--resume', 'last', '--json'], env())).code).toBe(0);
  await expectWhole('fourth');
});
