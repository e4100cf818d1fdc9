// Takes the pictures of the walkthrough and of the README anew, from the extension as it was last built:
//   node esbuild.js --quiet && node scripts/take-pictures.mjs [--extension folder-or.vsix] [--to folder]
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Editor } from '../test/e2e/support/editor.ts';
import { until } from '../test/e2e/support/until.ts';
import { prepareWorkbench } from './workbench/prepare.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { extension: { type: 'string' }, to: { type: 'string' } } });
const folder = path.resolve(values.to ?? path.join(root, 'media'));

/** The picture of a whole window, and its left and upper part, which is enough for a step of the walkthrough. */
const viewport = { width: 1180, height: 720 };
const part = { x: 0, y: 36, width: 860, height: 520 };

const documentName = 'lake.replication.yaml';
const files = {
  [documentName]: `connection: sample
target: replica.duckdb
tables:
  - samples.tpch.nation
  - source: samples.tpch.lineitem
    columns: [l_orderkey, l_quantity, l_shipdate]
  - samples.tpch.
`,
  'report.sql': `SELECT n_name, count(*) AS suppliers
FROM samples.tpch.supplier
JOIN samples.tpch.nation ON s_nationkey = n_nationkey
GROUP BY ALL;
`,
};

const prepared = await prepareWorkbench();
if ('skipped' in prepared) throw new Error(prepared.skipped);
for (const [name, theme] of [
  ['dark', 'Dark Modern'],
  ['light', 'Light Modern'],
]) {
  const editor = await Editor.open(prepared.ready, {
    workspace: files,
    viewport,
    settings: { 'workbench.colorTheme': theme, 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false },
    ...(values.extension === undefined ? {} : { extension: path.resolve(values.extension) }),
  });
  try {
    await takeAll(editor, name);
  } catch (error) {
    console.error(`What was on the screen lies in ${await editor.keepEvidence(`pictures-${name}`)}`);
    throw error;
  } finally {
    await editor.close();
  }
}

async function takeAll(editor, theme) {
  const tree = editor.tree('Databricks');
  await editor.activityBar.show('Replicator');
  await editor.page.getByRole('button', { name: 'Use the Sample Warehouse' }).waitFor();
  await take(editor, `walkthrough/connect-${theme}`, part);

  await editor.run('Replicator: Use the Sample Warehouse');
  await tree.expand('samples', 'tpch', 'nation');
  await take(editor, `walkthrough/browse-${theme}`, part);

  const menu = await tree.menu('samples', 'tpch', 'lineitem');
  await menu.titles();
  await take(editor, `walkthrough/replicate-${theme}`, part);
  await menu.choose('Replicate to DuckDB');
  await editor.quickInput.pick('New file replica.duckdb');
  await editor.notifications.told('samples.tpch.lineitem is in replica.duckdb');
  await editor.tree('DuckDB').expand('replica.duckdb', 'tpch', 'lineitem');
  await until('the run to be settled', async () => (await editor.tree('Runs').rows())[0]?.description?.includes(' · '));
  await take(editor, `readme/replicated-${theme}`);

  await editor.notifications.press('samples.tpch.lineitem is in replica.duckdb', 'Show');
  await editor.webview().getByText('l_orderkey').first().waitFor();
  await editor.run('Notifications: Clear All Notifications');
  await take(editor, `walkthrough/look-${theme}`, part);

  await editor.text.open(documentName);
  await editor.page.locator('.codelens-decoration a').first().waitFor();
  await editor.text.moveTo(7, 18);
  await editor.run('Trigger Suggest');
  await editor.page
    .locator('.suggest-widget.visible')
    .getByRole('option', { name: /^supplier/ })
    .waitFor();
  await take(editor, `walkthrough/document-${theme}`, part);
  await editor.page.keyboard.press('Escape');

  await editor.text.open('report.sql');
  await editor.text.moveTo(2, 20);
  const inText = await editor.text.menuAtCursor();
  await inText.unfold('Replicator');
  await take(editor, `readme/in-text-${theme}`);
  await editor.page.keyboard.press('Escape');
}

/** Without the folder that the editor was given for this run. */
async function take(editor, name, clip) {
  const file = path.join(folder, `${name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  const own = path.dirname(editor.folders.workspace);
  for (const frame of editor.page.frames()) await frame.evaluate(shorten, own);
  await editor.page.screenshot({ path: file, animations: 'disabled', ...(clip === undefined ? {} : { clip }) });
  console.log(path.relative(root, file));
}

/** Runs in the page. */
function shorten(own) {
  const texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.data.includes(own)) node.data = node.data.replaceAll(own, '~');
  }
}
