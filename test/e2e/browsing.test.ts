import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { readReleased } from './support/read-released.ts';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';

const editor = useEditor();
const databricks = () => editor().tree('Databricks');
const local = () => editor().tree('DuckDB');
const file = (): string => path.join(editor().folders.workspace, 'replica.duckdb');
const names = async (): Promise<readonly string[]> => (await databricks().rows()).map(({ label }) => label);

/** The page of the preview or query in front, with its rows. */
async function shownRows(): Promise<FrameLocator> {
  const page = editor().webview();
  await page.getByRole('grid').waitFor();
  return page;
}

async function query(sql: string): Promise<FrameLocator> {
  const page = editor().webview();
  const field = page.getByLabel('SQL statement for DuckDB');
  await field.waitFor();
  await field.fill(sql);
  await field.press('Control+Enter');
  return page;
}

test('without a connection and a file the views say how to begin', async () => {
  await editor().activityBar.show('Replicator');
  const sidebar = editor().page.locator('.part.sidebar');
  await sidebar.getByRole('button', { name: 'Add a Connection' }).waitFor();
  await sidebar.getByRole('button', { name: 'Create a DuckDB File' }).waitFor();
  await editor().screenshot('welcome');
  await sidebar.getByRole('button', { name: 'Use the Sample Warehouse' }).click();
});

test('a table unfolds to its columns with types', async () => {
  await databricks().expand('samples', 'tpch', 'lineitem');
  const firstColumn = async () => (await databricks().rows()).find(({ level }) => level === 4);
  await expect.poll(firstColumn).toMatchObject({ label: 'l_orderkey', description: expect.stringContaining('bigint') });
  await editor().screenshot('tree-columns');
});

test('a tooltip tells what is known of a table without waking the warehouse', async () => {
  await (await databricks().row('samples', 'tpch', 'lineitem')).hover();
  const tooltip = editor().page.locator('.monaco-hover').filter({ hasText: 'samples.tpch.lineitem' });
  await tooltip.filter({ hasText: /Columns:\s*16/ }).waitFor();
  await editor().screenshot('tree-tooltip');
});

test('a filter is asked of the server as it is typed, and Escape takes it back', async () => {
  const { input } = editor().quickInput;
  const filter = async (text: string): Promise<void> => {
    await (await databricks().menu('samples')).choose('Filter Tables…');
    await input.fill(text);
  };
  await filter('item');
  await until('the filter to be shown', async () => (await names()).join() === 'samples,tpch,lineitem');
  await editor().screenshot('tree-filter');
  await input.press('Escape');
  await databricks().row('samples', 'types');
  await filter('suppl');
  await input.press('Enter');
  await until('the filter to be kept', async () => (await names()).join() === 'samples,tpch,supplier');
  await databricks().inline('Clear Filter', 'samples');
  await databricks().row('samples', 'types');
});

test('favourites stand first', async () => {
  await databricks().expand('samples', 'tpch');
  await (await databricks().menu('samples', 'tpch', 'nation')).choose('Add to Favourites');
  await databricks().row('Favourites', 'nation');
  await editor().screenshot('tree-favourites');
  await (await databricks().menu('Favourites', 'nation')).choose('Remove from Favourites');
  await until('the favourites to be gone', async () => !(await names()).includes('Favourites'));
});

test('rows of the source are previewed', async () => {
  await databricks().expand('samples', 'tpch');
  await (await databricks().menu('samples', 'tpch', 'nation')).choose('Preview Rows');
  const page = await shownRows();
  await page.getByText('25 rows').waitFor();
  await page.getByRole('gridcell', { name: 'ALGERIA' }).waitFor();
  await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('26');
  await editor().screenshot('preview-source');
});

test('the statement that would make a table is written into a document', async () => {
  await (await databricks().menu('samples', 'tpch', 'nation')).choose('Generate CREATE TABLE');
  await until('the statement', async () =>
    (await editor().text.visibleText()).includes('CREATE TABLE samples.tpch.nation'),
  );
});

test('a copy shows its rows and where it came from', async () => {
  await (await databricks().menu('samples', 'tpch', 'nation')).choose('Replicate to DuckDB');
  await editor().quickInput.pick('New file replica.duckdb');
  await editor().notifications.told('samples.tpch.nation is in replica.duckdb');
  await local().expand('replica.duckdb', 'tpch');
  await expect.poll(() => local().description('replica.duckdb', 'tpch', 'nation')).toMatch(/^25 rows · /);
  await (await local().row('replica.duckdb', 'tpch', 'nation')).hover();
  const tooltip = editor().page.locator('.monaco-hover').filter({ hasText: 'Copy of' });
  await tooltip.filter({ hasText: 'samples.tpch.nation' }).waitFor();
  await editor().screenshot('local-tooltip');
});

test('whether a copy is behind its source is told', async () => {
  await editor().run('Replicator: Check All Copies for Newer Data');
  await editor().notifications.told('1 copy checked: none is behind its source.');
});

test('a file is queried; what would write is refused', async () => {
  await local().inline('Query DuckDB File', 'replica.duckdb');
  await query('SELECT n_regionkey, count(*) AS nations, NULL AS nothing FROM tpch.nation GROUP BY ALL ORDER BY ALL');
  const page = await shownRows();
  await page.getByText('5 rows').waitFor();
  await expect
    .poll(() => page.getByRole('gridcell').allTextContents())
    .toEqual(['0', '1', '2', '3', '4'].flatMap((region) => [region, '5', 'NULL']));
  await page.getByRole('grid').focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'Control+ArrowDown']) await editor().page.keyboard.press(key);
  await expect.poll(() => page.locator('[aria-selected=true]').getAttribute('aria-colindex')).toBe('2');
  await editor().screenshot('query');
  await query('DELETE FROM tpch.nation');
  await page
    .getByRole('alert')
    .getByText(/would do more than read|nothing was done/)
    .waitFor();
  await page.getByLabel('Earlier statements').waitFor();
});

test('a file that another program holds is an error in the tree, and is read when it is free', async () => {
  const holder = await DuckDBInstance.create(':memory:');
  const connection = await holder.connect();
  await until('the engine to let go of the file', async () => {
    try {
      await connection.run(`ATTACH '${file()}' AS held`);
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.includes('Conflicting lock')) return undefined;
      throw error;
    }
  });
  await local().titleAction('Refresh DuckDB Files');
  await local().row('replica.duckdb', 'In use by another program');
  await editor().screenshot('local-locked');
  connection.closeSync();
  holder.closeSync();
  await local().inline('Refresh', 'replica.duckdb', 'In use by another program');
  await local().row('replica.duckdb', 'tpch', 'nation');
});

test('a table is dropped after a question that names its rows and the file', async () => {
  await (await local().menu('replica.duckdb', 'tpch', 'nation')).choose('Drop…');
  const dialog = editor().notifications.dialog('Drop the table tpch.nation with 25 rows?');
  await dialog.filter({ hasText: file() }).waitFor();
  await editor().screenshot('drop');
  await editor().notifications.answer('Drop the table tpch.nation', 'Drop');
  await until('the table to be gone', async () => !(await local().rows()).some(({ label }) => label === 'nation'));
  const left = await readReleased(file(), "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'tpch'");
  expect(left).toEqual([]);
});

test('a file is taken off the list and stays', async () => {
  await (await local().menu('replica.duckdb')).choose('Take Off the List');
  await editor().page.locator('.part.sidebar').getByRole('button', { name: 'Open a DuckDB File' }).click();
  await editor().quickInput.pick('replica.duckdb');
  await local().row('replica.duckdb');
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
