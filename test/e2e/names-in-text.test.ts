import path from 'node:path';
import { expect, test } from 'vitest';
import type { ContextMenu } from './support/menu.ts';
import { readReleased } from './support/read-released.ts';
import { useEditor } from './support/use-editor.ts';

const sql = `-- what the report reads
SELECT n.n_name, count(*)
FROM samples.tpch.nation n
JOIN \`samples\`.tpch.\`region\` r ON n.n_regionkey = r.r_regionkey
GROUP BY ALL;
`;

const python = `catalog = "samples"
suppliers = spark.table(f"{catalog}.tpch.supplier")
unknown = spark.table(f"{somewhere}.tpch.part")
`;

const editor = useEditor({ workspace: { 'report.sql': sql, 'job.py': python, 'notes.txt': 'samples.tpch.nation\n' } });
const file = (): string => path.join(editor().folders.workspace, 'replica.duckdb');

/** The submenu at the cursor. */
async function menuAt(line: number, column: number): Promise<ContextMenu> {
  await editor().text.moveTo(line, column);
  const menu = await editor().text.menuAtCursor();
  await menu.unfold('Replicator');
  return menu;
}

test('a right click on a name in a SQL file replicates the table', async () => {
  await editor().activityBar.show('Replicator');
  await editor().run('Replicator: Use the Sample Warehouse');
  await editor().tree('Databricks').expand('samples');
  await editor().text.open('report.sql');
  const menu = await menuAt(3, 20);
  expect(await menu.titles()).toEqual([
    'Replicate to DuckDB',
    'Replicate with Options…',
    'Preview',
    'Copy Two-Part Name',
  ]);
  await editor().screenshot('names-in-text-menu');
  await menu.choose('Replicate to DuckDB');
  await editor().quickInput.pick('New file replica.duckdb');
  await editor().notifications.told('samples.tpch.nation is in replica.duckdb: 25 rows');
  expect(await readReleased(file(), 'SELECT count(*) AS rows FROM tpch.nation')).toEqual([{ rows: 25n }]);
});

test('several selected lines are several tables', async () => {
  await editor().text.moveTo(2);
  for (let line = 0; line < 3; line++) await editor().page.keyboard.press('Shift+ArrowDown');
  const menu = await editor().text.menuAtCursor();
  await menu.unfold('Replicator');
  await menu.choose('Replicate to DuckDB');
  await editor().notifications.told('2 tables are in replica.duckdb');
  expect(await readReleased(file(), 'SELECT count(*) AS rows FROM tpch.region')).toEqual([{ rows: 5n }]);
});

test('a name in an f-string of a Python file takes its value from the file', async () => {
  await editor().text.open('job.py');
  const menu = await menuAt(2, 40);
  await menu.choose('Replicate to DuckDB');
  await editor().notifications.told('samples.tpch.supplier is in replica.duckdb');
  expect(await readReleased(file(), 'SELECT count(*) AS rows FROM tpch.supplier')).toEqual([{ rows: 1000n }]);
});

test('a value that the file does not give is named', async () => {
  const menu = await menuAt(3, 40);
  await menu.choose('Replicate to DuckDB');
  await editor().notifications.told('depends on somewhere');
});

test('the two-part name gets into the clipboard', async () => {
  const menu = await menuAt(2, 40);
  await menu.choose('Copy Two-Part Name');
  await expect.poll(() => editor().page.evaluate('navigator.clipboard.readText()')).toBe('tpch.supplier');
});

test('other files have no such menu', async () => {
  await editor().text.open('notes.txt');
  await editor().text.moveTo(1, 10);
  const menu = await editor().text.menuAtCursor();
  expect(await menu.titles()).not.toContain('Replicator');
  await menu.dismiss();
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
