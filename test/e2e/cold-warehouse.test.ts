import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { addWorkspace } from './support/add-workspace.ts';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';
import { useWorkspace } from './support/use-workspace.ts';

/** It starts when a test says so. */
const workspace = useWorkspace({ warehouseState: 'STOPPED', warehouseStartMs: 600_000 });
const editor = useEditor();
const tree = () => editor().tree('Databricks');

test('browsing to the columns of a table leaves the warehouse as it is', async () => {
  await editor().activityBar.show('Replicator');
  await addWorkspace(editor(), workspace());
  await tree().expand('samples', 'types', 'changes_feed');
  await tree().row('samples', 'types', 'changes_feed', 'amount');
  expect(workspace().warehouse.state).toBe('STOPPED');
});

test('a preview asks before it starts the warehouse, and does nothing where that is not wanted', async () => {
  await (await tree().menu('samples', 'types', 'changes_feed')).choose('Preview Rows');
  await editor().notifications.dialog('Start the SQL warehouse “Sample Starter”?').waitFor();
  await editor().screenshot('preview-wakes');
  await editor().notifications.answer('Start the SQL warehouse', 'Cancel');
  await editor().webview().getByText('Not read.').waitFor();
  expect(workspace().warehouse.state).toBe('STOPPED');
});

test('it says that the warehouse is starting, shows the rows, and does not ask again', async () => {
  await editor().webview().getByRole('button', { name: 'Read again' }).click();
  await editor().notifications.answer('Start the SQL warehouse', 'Preview, Don’t Ask Again');
  await editor().webview().getByText('The warehouse “Sample Starter” is starting').waitFor();
  await editor().screenshot('preview-starting');
  workspace().warehouse.setState('RUNNING');
  await editor().webview().getByRole('grid').waitFor();
  const settings = path.join(editor().folders.userData, 'User', 'settings.json');
  await expect.poll(() => readFile(settings, 'utf8')).toMatch(/"replicator\.preview\.askBeforeWaking": false/);
});

test('a copy whose source has a newer version says that it is behind', async () => {
  await (await tree().menu('samples', 'types', 'changes_feed')).choose('Replicate to DuckDB');
  await editor().quickInput.pick('New file replica.duckdb');
  await editor().notifications.told('samples.types.changes_feed is in replica.duckdb');
  workspace().faults.add({
    operation: 'catalog-table',
    effect: { kind: 'runSql', sql: ["INSERT INTO samples.types.changes_feed VALUES (12, 'twelve', 12.00)"] },
  });
  const local = editor().tree('DuckDB');
  await local.expand('replica.duckdb', 'types');
  await (await local.menu('replica.duckdb', 'types', 'changes_feed')).choose('Check for Newer Data');
  await editor().notifications.told('1 copy is behind its source, of 1 copy checked.');
  await until('the copy to be marked', async () =>
    (await local.rows()).some(({ description }) => description.startsWith('behind · ')),
  );
  await editor().screenshot('local-behind');
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
