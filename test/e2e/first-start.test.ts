import { expect, test } from 'vitest';
import { extensionUnderTest } from './support/extension-folder.ts';
import { useEditor } from './support/use-editor.ts';

// Here the package, if it is one, is installed as users install it.
const editor = useEditor({ extension: extensionUnderTest() });

test('the activity bar has "Replicator", and its views open', async () => {
  await editor().activityBar.show('Replicator');
  await editor().screenshot('first-start');
});

test('neither the browser nor the extension host complains', async () => {
  expect(await editor().complaints()).toEqual([]);
});
