import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { readReleased } from './support/read-released.ts';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';

const editor = useEditor();
const file = (): string => path.join(editor().folders.workspace, 'replica.duckdb');
const told = (text: string | RegExp) => editor().notifications.told(text);

test('from the palette: a table is looked for, and a file that is there already is proposed', async () => {
  const own = await DuckDBInstance.create(file());
  const connection = await own.connect();
  await connection.run('CREATE SCHEMA tpch');
  await connection.run("CREATE TABLE tpch.region AS SELECT 'mine' AS whose");
  connection.closeSync();
  own.closeSync();
  await editor().activityBar.show('Replicator');
  await editor().run('Replicator: Use the Sample Warehouse');
  await editor().tree('Databricks').row('samples');
  await editor().run('Replicator: Replicate to DuckDB');
  const { quickInput } = editor();
  await quickInput.widget.getByText('samples.tpch.*').waitFor();
  await quickInput.input.fill('natio');
  await quickInput.widget.getByText('samples.tpch.nation').waitFor();
  await editor().screenshot('choose-tables');
  await quickInput.input.press('Enter');
  await quickInput.pick('replica.duckdb');
  await told('samples.tpch.nation is in replica.duckdb: 25 rows');
});

test('a table that came from elsewhere is not touched without a question', async () => {
  const replicate = async () => {
    const menu = await editor().tree('Databricks').menu('samples', 'tpch', 'region');
    await menu.choose('Replicate to DuckDB');
  };
  await editor().tree('Databricks').expand('samples', 'tpch');
  await replicate();
  await editor().notifications.dialog('has a table tpch.region already').waitFor();
  await editor().screenshot('question-of-a-stranger');
  await editor().notifications.answer('has a table tpch.region already', 'Copy Beside It');
  await told('samples.tpch.region is in replica.duckdb: 5 rows');
  const rows = await readReleased(
    file(),
    'SELECT (SELECT whose FROM tpch.region) AS whose, count(*) AS rows FROM samples_tpch.region',
  );
  expect(rows).toEqual([{ whose: 'mine', rows: 5n }]);
});

test('a copy is compared with its source', async () => {
  const tree = editor().tree('DuckDB');
  await tree.expand('replica.duckdb', 'tpch');
  const menu = await tree.menu('replica.duckdb', 'tpch', 'nation');
  await menu.choose('Compare with Source');
  await told(/tpch\.nation in replica\.duckdb equals samples\.tpch\.nation at version 0: 25 rows, 4 columns/);
});

test('a copy is brought up to date from the DuckDB view', async () => {
  const menu = await editor().tree('DuckDB').menu('replica.duckdb', 'tpch', 'nation');
  await menu.choose('Update Copy from Source');
  const copies = async () =>
    (await editor().tree('Runs').rows()).filter(
      ({ label, description }) => label === 'samples.tpch.nation' && description.startsWith('25 rows'),
    );
  await until('a second run', async () => (await copies()).length === 2);
});

test('with options opens the panel on the document', async () => {
  const menu = await editor().tree('Databricks').menu('samples', 'tpch', 'nation');
  await menu.choose('Replicate with Options');
  await editor().webview().getByText('samples.tpch.nation').first().waitFor();
});

test('a whole schema is one run', async () => {
  const menu = await editor().tree('Databricks').menu('samples', 'live');
  await menu.choose('Replicate to DuckDB');
  await told(/\d+ tables are in replica\.duckdb/);
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
