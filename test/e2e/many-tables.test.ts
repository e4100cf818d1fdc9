import { expect, test } from 'vitest';
import { addWorkspace } from './support/add-workspace.ts';
import { until } from './support/until.ts';
import { useEditor } from './support/use-editor.ts';
import { useWorkspace } from './support/use-workspace.ts';

const workspace = useWorkspace({ manyTables: 10_000, pageLength: 50 });
const editor = useEditor();
const tree = () => editor().tree('Databricks');

test('a schema of 10,000 tables shows its first ones before it has the others, then a thousand at a time', async () => {
  await editor().activityBar.show('Replicator');
  await addWorkspace(editor(), workspace());
  await tree().expand('samples');
  const others = workspace().faults.add({
    operation: 'catalog-tables',
    nth: 2,
    times: 'always',
    effect: { kind: 'latency', ms: 1000 },
  });
  await (await tree().row('samples', 'many')).locator('.monaco-tl-twistie').click();
  await tree()
    .root.getByRole('treeitem', { name: /^table_00001/ })
    .waitFor();
  expect(others.met(), 'of the 19 further pages of a thousand').toBeLessThan(19);
  others.remove();
  const more = (await tree().row('samples', 'many', 'Load more…')).filter({ hasText: '1,000 shown' });
  await more.waitFor();
  await editor().screenshot('many-tables');
  await more.click();
  await tree().row('samples', 'many', 'table_01500');
});

test('a filter finds one of them by asking the server', async () => {
  await (await tree().menu('samples', 'many')).choose('Filter Tables…');
  await editor().quickInput.enter('_09999');
  await until('the one table', async () => {
    const shown = (await tree().rows()).filter(({ level }) => level === 3).map(({ label }) => label);
    return shown.join() === 'table_09999';
  });
  await tree().inline('Clear Filter', 'samples', 'many');
  await tree().row('samples', 'many', 'table_00001');
});

test('a list that fails says so in its place, and is asked for again', async () => {
  workspace().faults.add({
    operation: 'catalog-schemas',
    times: 'always',
    effect: {
      kind: 'status',
      status: 403,
      errorCode: 'PERMISSION_DENIED',
      message: "User does not have USE CATALOG on Catalog 'samples'.",
    },
  });
  await tree().titleAction('Refresh Databricks');
  const error = await until('the error', async () =>
    (await tree().rows()).find(({ description }) => description.includes('USE CATALOG')),
  );
  await editor().screenshot('tree-error');
  workspace().faults.clear();
  expect(error.label).toBe('No permission');
  await tree().inline('Try Again', 'samples', error.label);
  await tree().row('samples', 'tpch');
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
