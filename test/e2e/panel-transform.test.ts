import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';

const text = `connection:   sample # ours
target: lake.duckdb

tables:
  - samples.tpch.region   # small
  - source: samples.tpch.customer
    transform: # on the way
      columns:
        c_name: { rename: name } # for people
      filter: c_acctbal > 0
`;

const lines = `connection: sample
target: lines.duckdb
tables:
  - source: samples.tpch.customer
    where: | # as in the report
      c_nationkey >= 0
      AND c_name IS NOT NULL
    transform:
      columns:
        c_acctbal:
          expression: |
            c_acctbal
            * 2
      derive:
        d: |-
          c_acctbal -- as it was
          + 1
      filter: |
        c_acctbal > 1 -- positive only
        AND c_custkey > 2
`;

const editor = useEditor({ workspace: { 'lake.replication.yaml': text, 'lines.replication.yaml': lines } });
const panel = () => editor().webview();
const press = (key: string) => editor().page.keyboard.press(key);
const type = (words: string) => editor().page.keyboard.type(words);
const saved = (name: string) => readFile(path.join(editor().folders.workspace, `${name}.replication.yaml`), 'utf8');

/** In the page: what has the focus, and its words in one line; an option in place of the words of a list. */
const nameOfFocused = `(() => {
  const one = document.activeElement;
  const words = one.getAttribute('aria-label') ?? one.textContent;
  return [one.tagName, one.id, words.replace(/\\s+/g, ' ').trim()].join(' ');
})()`;

/** From wherever the focus is, with nothing but a key. */
async function reach(name: RegExp, key = 'Tab'): Promise<void> {
  await until(`the focus to come to ${name}`, async () => {
    await press(key);
    return name.test(await panel().locator('body').evaluate(nameOfFocused));
  });
}

test('a transform is changed with the keyboard, and the comments of the document stay', async () => {
  await editor().text.open('lake.replication.yaml');
  await editor().run('Replicator: Open Panel');
  await panel().getByRole('heading', { name: 'lake', exact: true }).waitFor();
  await panel().getByRole('combobox', { name: 'Add tables' }).focus();
  await press('Escape');
  await reach(/^BUTTON .*samples\.tpch\.customer/);
  await press('Enter');
  await panel().getByText('decimal(18,2)').first().waitFor();
  await reach(/^BUTTON .*Transform/);
  await press('Enter');
  await reach(/ New column$/);
  await type('is_rich');
  await press('Tab');
  await type('c_acctbal > 9000');
  await press('Enter');
  await panel().getByRole('group', { name: 'Further column is_rich' }).waitFor();
  await reach(/^VSCODE-BUTTON .*Change$/, 'Shift+Tab');
  await press('Enter');
  await panel().getByRole('group', { name: 'Column c_custkey' }).waitFor();
  await reach(/ Cast to$/, 'Shift+Tab');
  await type('INTEGER');
  await press('Enter');
  await panel().getByText('2 columns changed, 1 derived, filter').waitFor();
  await editor().run('File: Save');
  const withCast = text.replace('# for people\n', '# for people\n        c_custkey:\n          cast: INTEGER\n');
  await expect.poll(() => saved('lake')).toBe(`${withCast}      derive:\n        is_rich: c_acctbal > 9000\n`);
});

test('SQL of several lines is changed in several lines', async () => {
  await editor().text.open('lines.replication.yaml');
  await editor().run('Replicator: Open Panel');
  await panel().getByRole('heading', { name: 'lines', exact: true }).waitFor();
  await panel()
    .getByRole('button', { name: /^samples\.tpch\.customer/ })
    .click();
  await panel()
    .getByRole('button', { name: /^Transform/ })
    .click();
  const filter = panel().getByRole('textbox', { name: 'Keep rows where' });
  await expect.poll(() => filter.inputValue()).toBe('c_acctbal > 1 -- positive only\nAND c_custkey > 2\n');
  await filter.focus();
  await press('Control+Home');
  for (const _ of 'c_acctbal > ') await press('ArrowRight');
  await press('Delete');
  await type('0');
  await press('Control+Enter');
  await expect.poll(() => editor().text.isDirty('lines.replication.yaml')).toBe(true);
  await editor().run('File: Save');
  await expect.poll(() => saved('lines')).toBe(lines.replace('c_acctbal > 1', 'c_acctbal > 0'));
});

test('nothing has gone wrong in the meantime', async () => {
  expect(await editor().complaints()).toEqual([]);
});
