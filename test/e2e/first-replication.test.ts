import path from 'node:path';
import { expect, test } from 'vitest';
import { readReleased } from './support/read-released.ts';
import { useEditor } from './support/use-editor.ts';

const editor = useEditor();
const file = (): string => path.join(editor().folders.workspace, 'replica.duckdb');

test('from the first start to the first replicated table', async () => {
  await editor().activityBar.show('Replicator');
  await editor().run('Replicator: Use the Sample Warehouse');
  const tree = editor().tree('Databricks');
  await tree.expand('samples', 'tpch');
  const menu = await tree.menu('samples', 'tpch', 'nation');
  await menu.choose('Replicate to DuckDB');
  await editor().quickInput.pick('New file replica.duckdb');
  await editor().notifications.told('samples.tpch.nation is in replica.duckdb: 25 rows');
  const rows = await readReleased(file(), 'SELECT n_nationkey, n_name FROM tpch.nation ORDER BY 1 LIMIT 2');
  expect(rows).toEqual([
    { n_nationkey: 0n, n_name: 'ALGERIA' },
    { n_nationkey: 1n, n_name: 'ARGENTINA' },
  ]);
});

test('the run stands in the tree, with a receipt', async () => {
  await expect
    .poll(() => editor().tree('Runs').rows())
    .toMatchObject([{ label: 'samples.tpch.nation', description: expect.stringMatching(/^25 rows · /) }]);
  await editor().notifications.press('is in replica.duckdb', 'Receipt');
  const receipt = editor().webview();
  await receipt.getByRole('heading', { name: 'samples.tpch.nation', exact: true }).waitFor();
  await receipt.getByRole('row', { name: /tpch\.nation 25 25 25 25 0/ }).waitFor();
  await editor().screenshot('receipt');
});

test('a second table goes into the same file without a question; several tables at once are one run', async () => {
  const tree = editor().tree('Databricks');
  // A plain click would unfold the row, and move the next one away.
  await tree.select('samples', 'tpch', 'region');
  await tree.select('samples', 'tpch', 'supplier');
  const menu = await tree.menu('samples', 'tpch', 'supplier');
  await menu.choose('Replicate to DuckDB');
  await editor().notifications.told('2 tables are in replica.duckdb');
  const [counts] = await readReleased(
    file(),
    'SELECT (SELECT count(*) FROM tpch.region) AS regions, (SELECT count(*) FROM tpch.supplier) AS suppliers',
  );
  expect(counts).toEqual({ regions: 5n, suppliers: 1000n });
});

test('the last replication is undone after a question: what was not there before goes', async () => {
  const tree = editor().tree('Runs');
  await expect.poll(() => tree.description('2 tables of samples.tpch')).toMatch(/^2 tables · 1,005 rows · /);
  const menu = await tree.menu('2 tables of samples.tpch');
  await menu.choose('Undo Replication');
  await editor().notifications.answer('Undo the replication of 2 tables of samples.tpch', 'Undo Replication');
  await editor().notifications.told(/samples\.tpch\.region|tpch\.region/);
  const tables = await readReleased(file(), "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'tpch'");
  expect(tables).toEqual([{ table_name: 'nation' }]);
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
