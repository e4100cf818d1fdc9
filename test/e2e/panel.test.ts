import path from 'node:path';
import { expect, test } from 'vitest';
import { readReleased } from './support/read-released.ts';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';

const started = `# what we copy, and why
connection: sample # for now
target: lake.duckdb

tables:
  - samples.tpch.nation   # small
`;

const keyboard = `connection: sample
target: keys.duckdb
tables: [samples.tpch.nation]
`;

const mistaken = `connection: sample
target: lake.duckdb
tables:
  - samples.tpch
limits:
  memory: lots
`;

const editor = useEditor({
  workspace: {
    'lake.replication.yaml': started,
    'keys.replication.yaml': keyboard,
    'mistaken.replication.yaml': mistaken,
    'failing.replication.yaml':
      'connection: sample\ntarget: failing.duckdb\ntables: [samples.types.denied, samples.tpch.region]\n',
  },
});

/** In the page: what has the focus, and its words in one line. */
const nameOfFocused = `[document.activeElement.tagName, document.activeElement.textContent.replace(/\\s+/g, ' ').trim()].join(' ')`;

const panel = () => editor().webview();
const button = (name: string | RegExp) => panel().getByRole('button', { name, exact: true });
const inFile = (name: string) => path.join(editor().folders.workspace, name);

async function openPanel(name: string): Promise<void> {
  await editor().text.open(`${name}.replication.yaml`);
  await editor().run('Replicator: Open Panel');
  await panel().getByRole('heading', { name, exact: true }).waitFor();
}

test('a table is found by typing, added, narrowed and renamed', async () => {
  await openPanel('lake');
  await panel().getByRole('combobox', { name: 'Add tables' }).click();
  await editor().page.keyboard.type('samples.tp');
  await panel().getByRole('option', { name: 'samples.tpch' }).click();
  await panel().getByRole('option', { name: 'samples.tpch.region' }).click();
  await editor().page.keyboard.press('Escape');
  await panel()
    .getByRole('button', { name: /^samples\.tpch\.region/ })
    .click();
  await panel().getByRole('checkbox', { name: 'r_comment' }).click();
  await panel().getByText('without r_comment').waitFor();
  await panel().getByRole('textbox', { name: 'Target', exact: true }).fill('main.{table}s');
  await editor().page.keyboard.press('Enter');
  await panel().getByText('main.regions').first().waitFor();
  await panel().getByRole('textbox', { name: 'Filter' }).fill('r_regionkey < 2');
  await button('Check').click();
  await panel().getByText('The warehouse accepts it.').waitFor();
  await editor().screenshot('panel-configure');
});

test('a filter that the warehouse does not accept is told', async () => {
  const filter = panel().getByRole('textbox', { name: 'Filter' });
  await filter.fill('no_such_column < 2');
  await button('Check').click();
  await panel().getByText('no_such_column').first().waitFor();
  await filter.fill('r_regionkey < 2');
  await editor().page.keyboard.press('Enter');
});

test('the plan shows types and SQL, and is run as it was shown', async () => {
  await button('Plan').click();
  await panel().getByRole('list', { name: 'Planned tables' }).waitFor();
  await panel()
    .getByRole('button', { name: /^samples\.tpch\.region/ })
    .click();
  await panel().getByRole('cell', { name: 'BIGINT' }).first().waitFor();
  await button('SQL for Databricks').click();
  await panel()
    .getByText(/SELECT[\s\S]*r_regionkey < 2/)
    .first()
    .waitFor();
  await editor().screenshot('panel-plan');
  await button('Run This Plan').click();
  await panel().getByText('Copied 2 tables').waitFor();
});

test('a plan that was run is not kept for another run', async () => {
  await panel().getByRole('tab', { name: 'Plan' }).click();
  await button('Plan').waitFor();
  await panel().getByRole('tab', { name: 'Run' }).click();
});

test('the receipt proves the rows, and the file has them', async () => {
  await panel()
    .getByRole('button', { name: /samples\.tpch\.region/ })
    .click();
  await panel().getByText('2 promised = 2 received = 2 stored').waitFor();
  await editor().screenshot('panel-receipt');
  expect(await readReleased(inFile('lake.duckdb'), 'SELECT * FROM main.regions ORDER BY 1')).toEqual([
    { r_regionkey: 0n, r_name: 'AFRICA' },
    { r_regionkey: 1n, r_name: 'AMERICA' },
  ]);
  expect(await readReleased(inFile('lake.duckdb'), 'SELECT count(*) AS n FROM tpch.nation')).toEqual([{ n: 25n }]);
});

test('the text has what was done in the panel, and its comments', async () => {
  await editor().run('Replicator: Open as Text');
  const expected = started.concat(
    '  - source: samples.tpch.region\n    exclude: [r_comment]\n    target: main.{table}s\n    where: r_regionkey < 2\n',
  );
  await until('the text to be shown', async () => (await editor().text.visibleText()).trim() === expected.trim());
});

test('an edit in the panel can be undone, and leaves the document unsaved until then', async () => {
  await editor().run('Replicator: Open Panel');
  const entry = panel().getByRole('checkbox', { name: 'Copy samples.tpch.nation' });
  await panel().getByRole('tab', { name: 'Configure' }).click();
  await entry.click();
  await panel().getByText('off', { exact: true }).waitFor();
  await expect.poll(() => editor().text.isDirty('lake.replication.yaml')).toBe(true);
  await editor().page.keyboard.press('Control+z');
  await panel().getByText('off', { exact: true }).waitFor({ state: 'detached' });
});

test('mistakes are told in place, with the way to their line', async () => {
  await openPanel('mistaken');
  await panel().getByText('limits.memory: “lots” is not a size.').waitFor();
  await panel()
    .getByRole('button', { name: /^samples\.tpch/ })
    .click();
  await panel().getByText('it has 2 of 3 parts').waitFor();
  await editor().screenshot('panel-mistakes');
  await panel().getByRole('textbox', { name: 'Source' }).fill('samples.tpch.region');
  await editor().page.keyboard.press('Enter');
  await panel().getByText('it has 2 of 3 parts').waitFor({ state: 'detached' });
  await button('Show line 6').click();
  await until('the text to be shown', async () => (await editor().text.visibleText()).includes('memory: lots'));
});

test('a table that fails is told with what to do; the others arrive', async () => {
  await openPanel('failing');
  await button('Run').click();
  await panel().getByText('Failed: 1 of 2 tables copied').waitFor();
  await panel().getByText('Ask the owner for the grant').first().waitFor();
  await editor().screenshot('panel-failed');
  expect(await readReleased(inFile('failing.duckdb'), 'SELECT count(*) AS n FROM tpch.region')).toEqual([{ n: 5n }]);
});

test('everything can be done by keyboard', async () => {
  await openPanel('keys');
  const { keyboard: keys } = editor().page;
  const field = panel().getByRole('combobox', { name: 'Add tables' });
  await field.focus();
  await keys.type('samples.tpch.reg');
  const found = panel().getByRole('listbox', { name: 'Found' }).getByRole('option');
  await expect.poll(() => found.allTextContents()).toEqual([expect.stringContaining('samples.tpch.region')]);
  await keys.press('ArrowDown');
  await keys.press('Enter');
  await keys.press('Escape');
  const focused = async (name: RegExp, key: string): Promise<void> => {
    await until(`the focus to come to ${name}`, async () => {
      await keys.press(key);
      return name.test(await panel().locator('body').evaluate(nameOfFocused));
    });
  };
  await focused(/^BUTTON .*samples\.tpch\.region/, 'Tab');
  await focused(/^VSCODE-BUTTON Plan$/, 'Shift+Tab');
  await keys.press('Enter');
  await button('Run This Plan').waitFor();
  await focused(/^VSCODE-BUTTON Run This Plan$/, 'Tab');
  await keys.press('Enter');
  await panel().getByText('Copied 2 tables').waitFor();
  expect(await readReleased(inFile('keys.duckdb'), 'SELECT count(*) AS n FROM tpch.region')).toEqual([{ n: 5n }]);
});

test('neither the browser nor the extension host complains', async () => {
  const ours = (await editor().complaints()).filter((line) => !line.includes('samples.types.denied'));
  expect(ours).toEqual([]);
});
