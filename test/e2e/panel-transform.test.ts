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

const editor = useEditor({ workspace: { 'lake.replication.yaml': text } });
const panel = () => editor().webview();
const press = (key: string) => editor().page.keyboard.press(key);
const type = (words: string) => editor().page.keyboard.type(words);

test('a transform is changed with the keyboard, and the comments of the document stay', async () => {
  await editor().text.open('lake.replication.yaml');
  await editor().run('Replicator: Open Panel');
  await panel().getByRole('heading', { name: 'lake', exact: true }).waitFor({ timeout: 60_000 });
  await panel()
    .getByRole('button', { name: /^samples\.tpch\.customer/ })
    .click();
  await panel().getByText('decimal(18,2)').first().waitFor({ timeout: 60_000 });
  const transform = panel().getByRole('button', { name: /^Transform/ });
  await transform.focus();
  await press('Enter');
  await panel().getByRole('textbox', { name: 'New column' }).focus();
  await type('is_rich');
  await press('Tab');
  await type('c_acctbal > 9000');
  await press('Enter');
  await panel().getByRole('group', { name: 'Further column is_rich' }).waitFor();
  await panel().getByRole('button', { name: 'Change', exact: true }).focus();
  await press('Enter');
  await panel()
    .getByRole('group', { name: 'Column c_custkey' })
    .getByRole('textbox', { name: 'Cast to' })
    .fill('INTEGER');
  await press('Enter');
  await panel().getByText('2 columns changed, 1 derived, filter').waitFor();
  await editor().run('File: Save');
  const file = path.join(editor().folders.workspace, 'lake.replication.yaml');
  const saved = await until('the document is saved', async () => {
    const now = await readFile(file, 'utf8');
    return now === text ? undefined : now;
  });
  expect(saved).toBe(`${text.replace(
    '# for people\n',
    '# for people\n        c_custkey:\n          cast: INTEGER\n',
  )}      derive:
        is_rich: c_acctbal > 9000
`);
});

test('nothing has gone wrong in the meantime', async () => {
  expect(await editor().complaints()).toEqual([]);
});
