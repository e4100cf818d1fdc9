import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { ServedTables } from '../support/served-tables.ts';
import { Editor } from './support/editor.ts';
import { readReleased } from './support/read-released.ts';
import type { TreeRow } from './support/tree.ts';
import { until } from './support/until.ts';

/** Every download takes a while, and rows are committed often: what breaks off does so in the middle. */
const slow = { operation: 'download', times: 'always', effect: { kind: 'latency', ms: 1000 } } as const;
const lineitem = { source: ['samples', 'tpch', 'lineitem'], target: ['tpch', 'lineitem'] } as const;

let served: ServedTables;
let editor: Editor;

beforeAll(async () => {
  served = await ServedTables.start({ scale: 0.02, fileBytes: 600_000 });
  const { host, port, token, httpPath, caFile } = served.warehouse;
  const document = (name: string, tables = '[samples.tpch.lineitem]') => ({
    [`${name}.replication.yaml`]: `connection: {profile: test, httpPath: ${httpPath}, caFile: ${caFile}}
target: ${name}.duckdb
limits: {tables: 1, downloads: 1, group: 1MB}
tables: ${tables}
`,
  });
  editor = await Editor.open(inject('workbench'), {
    home: { '.databrickscfg': `[test]\nhost = https://${host}:${port}\ntoken = ${token}\n` },
    workspace: {
      ...document('cancel'),
      ...document('kill'),
      ...document('reload'),
      ...document('mixed', '[samples.tpch.nation, samples.types.denied, samples.tpch.region]'),
      ...document('locked', '[samples.tpch.region]'),
    },
  });
  await editor.activityBar.show('Replicator');
});

afterEach(async ({ task }) => {
  served.warehouse.faults.clear();
  if (task.result?.state === 'fail')
    console.error(`Evidence of "${task.name}": ${await editor.keepEvidence(task.name)}`);
});

afterAll(async () => {
  await editor.close();
  await served.close();
});

const fileOf = (name: string): string => path.join(editor.folders.workspace, `${name}.duckdb`);

async function run(name: string): Promise<void> {
  await editor.run('Replicator: Run Replication');
  await editor.quickInput.pick(`${name}.replication.yaml`);
}

/** The newest run as the tree shows it. */
async function newest(): Promise<TreeRow | undefined> {
  return (await editor.tree('Runs').rows())[0];
}

async function untilRowsAreIn(): Promise<void> {
  await until('rows to be committed', async () => /^[1-9]\d? %/.test((await newest())?.description ?? ''));
}

/** When something was logged, in milliseconds. */
async function timeOf(text: string): Promise<number> {
  const line = await until(`the log to say “${text}”`, async () =>
    (await editor.hostLog.channel('Replicator')).split('\n').find((one) => one.includes(text)),
  );
  return Date.parse(`${line.slice(0, 23).replace(' ', 'T')}Z`);
}

const told = (text: string | RegExp) => editor.notifications.told(text);

test('a run is cancelled within a second, and resumed where it stopped', async () => {
  served.warehouse.faults.add(slow);
  await run('cancel');
  await untilRowsAreIn();
  await editor.screenshot('run-under-way');
  await editor.notifications.press('samples.tpch.lineitem', 'Cancel');
  await told('samples.tpch.lineitem was cancelled');
  const asked = await timeOf('samples.tpch.lineitem: cancelling');
  expect((await timeOf('samples.tpch.lineitem was cancelled')) - asked).toBeLessThan(1000);
  await until('the tree to say so', async () => (await newest())?.description === 'cancelled');
  served.warehouse.faults.clear();
  await editor.notifications.press('was cancelled', 'Resume');
  await told('samples.tpch.lineitem is in cancel.duckdb');
  const resumed = await readReleased(fileOf('cancel'), 'SELECT count(*) AS rows FROM tpch.lineitem');
  expect(Number(resumed[0]?.rows)).toBeGreaterThan(100_000);
  expect(await served.differences(fileOf('cancel'), [lineitem])).toEqual([]);
});

test('when the engine is killed in the middle, the run can be resumed with a new one', async () => {
  served.warehouse.faults.add(slow);
  await run('kill');
  await untilRowsAreIn();
  const engine = await until('the engine', async () =>
    (await editor.processes()).find(({ argv }) => argv.some((word) => word.endsWith('worker.js'))),
  );
  process.kill(engine.pid, 'SIGKILL');
  await told('samples.tpch.lineitem was broken off');
  served.warehouse.faults.clear();
  await editor.tree('Runs').inline('Resume Run', 'samples.tpch.lineitem');
  await told('samples.tpch.lineitem is in kill.duckdb');
  await readReleased(fileOf('kill'), 'SELECT 1');
  expect(await served.differences(fileOf('kill'), [lineitem])).toEqual([]);
});

test('a run goes on by itself when the window has been reloaded', async () => {
  served.warehouse.faults.add(slow);
  await run('reload');
  await untilRowsAreIn();
  await editor.reload();
  served.warehouse.faults.clear();
  await editor.activityBar.show('Replicator');
  await told('samples.tpch.lineitem is in reload.duckdb');
  await readReleased(fileOf('reload'), 'SELECT 1');
  expect(await served.differences(fileOf('reload'), [lineitem])).toEqual([]);
  const resumed = await readReleased(fileOf('reload'), 'SELECT count(*) AS runs FROM _replicator.runs');
  expect(resumed).toEqual([{ runs: 1n }]);
});

test('a failing table leaves the good ones alone, and says what to do', async () => {
  await run('mixed');
  await told(/1 of 3 tables failed, 2 copied\. samples\.types\.denied/);
  await editor.screenshot('run-with-a-failure');
  const rows = await readReleased(
    fileOf('mixed'),
    'SELECT (SELECT count(*) FROM tpch.nation) AS nations, (SELECT count(*) FROM tpch.region) AS regions',
  );
  expect(rows).toEqual([{ nations: 25n, regions: 5n }]);
});

test('a file that another program holds is left as it is, and the run works once it is free', async () => {
  const other = await DuckDBInstance.create(fileOf('locked'));
  const connection = await other.connect();
  await connection.run('CREATE TABLE kept AS SELECT 1 AS a');
  try {
    await run('locked');
    await told('Close the file in the other program, then run again.');
  } finally {
    connection.closeSync();
    other.closeSync();
  }
  await editor.tree('Runs').inline('Run Again', 'samples.tpch.region');
  await told('samples.tpch.region is in locked.duckdb: 5 rows');
  expect(
    await readReleased(fileOf('locked'), 'SELECT (SELECT a FROM kept) AS kept, count(*) AS rows FROM tpch.region'),
  ).toEqual([{ kept: 1, rows: 5n }]);
});

test('neither the browser nor the extension host complains of anything else', async () => {
  const expected = [
    'samples.types.denied',
    'locked.duckdb is open in another program',
    'The engine process has ended (SIGKILL)',
    // A tree that was being drawn when its window went.
    'Unable to refresh tree view replicator.runs: Canceled',
    'Canceled: Canceled',
    // What a browser says of a page that is left.
    '[lifecycle] Long running operations during shutdown',
    "IndexedDB database 'vscode-web-db' is closed",
  ];
  const others = (await editor.complaints()).filter((complaint) => !expected.some((text) => complaint.includes(text)));
  expect(others).toEqual([]);
});
