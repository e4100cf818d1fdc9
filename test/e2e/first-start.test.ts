import { expect, test } from 'vitest';
import { useEditor } from './support/use-editor.ts';

const editor = useEditor();

test('the activity bar has "Replicator", and its views open', async () => {
  await editor().activityBar.show('Replicator');
  await editor().screenshot('first-start');
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
