import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { ServedTables } from '../support/served-tables.ts';
import { Editor } from './support/editor.ts';
import { readReleased } from './support/read-released.ts';

/** Every download takes a while, and rows are committed often, so that there is a middle to look at. */
const slow = { operation: 'download', times: 'always', effect: { kind: 'latency', ms: 1000 } } as const;

let served: ServedTables;
let editor: Editor;

beforeAll(async () => {
  served = await ServedTables.start({ scale: 0.02, fileBytes: 600_000 });
  const { host, port, token, httpPath, caFile } = served.warehouse;
  const document = (name: string) => ({
    [`${name}.replication.yaml`]: `connection: {profile: test, httpPath: ${httpPath}, caFile: ${caFile}}
target: ${name}.duckdb
limits: {tables: 1, downloads: 1, group: 1MB}
tables: [samples.tpch.lineitem]
`,
  });
  editor = await Editor.open(inject('workbench'), {
    home: { '.databrickscfg': `[test]\nhost = https://${host}:${port}\ntoken = ${token}\n` },
    workspace: { ...document('cancel'), ...document('reload') },
  });
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

const button = (name: string) => editor.webview().getByRole('button', { name, exact: true });

async function runInPanel(name: string): Promise<void> {
  await editor.text.open(`${name}.replication.yaml`);
  await editor.run('Replicator: Open Panel');
  await editor.webview().getByRole('heading', { name, exact: true }).waitFor();
  await button('Run').click();
  await rowsAreIn();
}

async function rowsAreIn(): Promise<void> {
  await editor
    .webview()
    .getByText(/^[1-9][\d,]* of [\d,]+$/)
    .waitFor();
}

async function copied(name: string): Promise<unknown> {
  const file = path.join(editor.folders.workspace, `${name}.duckdb`);
  const [row] = await readReleased(
    file,
    'SELECT count(*) AS n, count(DISTINCT (l_orderkey, l_linenumber)) AS d FROM tpch.lineitem',
  );
  expect(row?.n).toBe(row?.d);
  return row?.n;
}

test('a run is cancelled in the panel, and resumed there', async () => {
  served.warehouse.faults.add(slow);
  await runInPanel('cancel');
  await editor.webview().locator('rate-chart canvas').waitFor();
  await editor.screenshot('panel-run');
  await button('Cancel').click();
  await editor.webview().getByText('Cancelled: 0 of 1 table copied').waitFor();
  await editor.screenshot('panel-cancelled');
  served.warehouse.faults.clear();
  await button('Resume').click();
  await editor.webview().getByText('Copied 1 table').waitFor();
  await editor
    .webview()
    .getByRole('button', { name: /samples\.tpch\.lineitem/ })
    .click();
  await editor.webview().getByText('rows of an earlier run were kept').waitFor();
  expect(await copied('cancel')).toBeGreaterThan(100_000n);
});

test('a panel whose window is reloaded in the middle of a run finds it again', async () => {
  served.warehouse.faults.add(slow);
  await runInPanel('reload');
  await editor.reload();
  served.warehouse.faults.clear();
  await editor.webview().getByRole('heading', { name: 'reload', exact: true }).waitFor();
  await editor.webview().getByText('Copied 1 table').waitFor();
  expect(await copied('reload')).toBe(await copied('cancel'));
});
