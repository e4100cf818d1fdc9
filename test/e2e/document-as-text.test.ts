import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readReleased } from './support/read-released.ts';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';

const name = 'lake.replication.yaml';
const text = `# Nothing but this folder is needed.
connection: sample
targt: lake.duckdb
tables:
  - samples.tpch.nation
`;

const editor = useEditor({ workspace: { [name]: text } });

async function save(): Promise<string> {
  await editor().run('File: Save');
  await until('the document to be saved', async () => !(await editor().text.isDirty(name)));
  return readFile(path.join(editor().folders.workspace, name), 'utf8');
}

/** Below the line of the cursor, indented as that one. */
async function addLine(text: string): Promise<void> {
  const lines = async () => (await editor().text.visibleText()).split('\n').length;
  const before = await lines();
  await editor().page.keyboard.press('Enter');
  await until('a new line', async () => (await lines()) > before);
  await editor().text.type(text);
}

test('a mistake is marked, and mended by a quick fix', async () => {
  await editor().text.open(name);
  await editor().page.locator('.squiggly-error').first().waitFor();
  await editor().text.moveTo(3, 2);
  await editor().run('Quick Fix...');
  const menu = editor().page.locator('.action-widget');
  await menu.getByText('Change to “target”').waitFor();
  await editor().screenshot('document-quick-fix');
  await editor().page.keyboard.press('Enter');
  await editor().page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  expect(await save()).toBe(text.replace('targt', 'target'));
});

test('tables are completed from the warehouse', async () => {
  await editor().text.moveTo(5, 24);
  await addLine('- samples.tpch.reg');
  const suggestions = editor().page.locator('.suggest-widget.visible');
  await suggestions.getByRole('option', { name: /^region/ }).waitFor();
  await editor().screenshot('document-completion');
  await editor().page.keyboard.press('Enter');
  await until('the name', async () => (await editor().text.visibleText()).includes('- samples.tpch.region'));
  expect(await save()).toContain('  - samples.tpch.nation\n  - samples.tpch.region\n');
});

test('hovering over a table tells its columns and its name in DuckDB', async () => {
  await editor().text.moveTo(5, 20);
  await editor().run('Show or Focus Hover');
  const hover = editor().page.locator('.monaco-hover:visible');
  await hover.getByText('n_nationkey').waitFor();
  await hover.getByText('tpch.nation', { exact: true }).waitFor();
  await editor().screenshot('document-hover');
  await editor().page.keyboard.press('Escape');
});

test('"Run" above the document copies its tables', async () => {
  await editor().page.locator('.codelens-decoration a').filter({ hasText: 'Run' }).click();
  await editor().notifications.told('2 tables are in lake.duckdb');
  const file = path.join(editor().folders.workspace, 'lake.duckdb');
  const counts = 'SELECT (SELECT count(*) FROM tpch.nation) AS nations, (SELECT count(*) FROM tpch.region) AS regions';
  expect(await readReleased(file, counts)).toEqual([{ nations: 25n, regions: 5n }]);
});

test('what a run fails on is marked at its entry', async () => {
  await editor().text.moveTo(6, 80);
  await addLine('- samples.types.denied');
  await editor().page.keyboard.press('Escape');
  await save();
  await editor().page.locator('.codelens-decoration a').filter({ hasText: 'Run' }).click();
  await editor().page.locator('.squiggly-error').first().waitFor();
  await editor().screenshot('document-failed-entry');
});

test('neither the browser nor the extension host complains', async () => {
  const complaints = await editor().complaints();
  expect(complaints.filter((line) => !line.includes('samples.types.denied'))).toEqual([]);
});
