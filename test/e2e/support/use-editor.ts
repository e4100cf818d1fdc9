import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { Editor, type EditorOptions } from './editor.ts';

/**
 * One editor for all the tests of a file (or of a `describe`), in order. A failed test leaves a screenshot and the logs
 * behind and says where.
 */
export function useEditor(options: EditorOptions = {}): () => Editor {
  let editor: Editor | undefined;
  const current = () => {
    if (editor === undefined) throw new Error('The editor is there only while a test runs.');
    return editor;
  };
  beforeAll(async () => {
    editor = await Editor.open(inject('workbench'), { extension: inject('extension'), ...options });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    console.error(
      `"${task.name}" failed; what was on the screen and in the logs lies in ${await current().keepEvidence(task.name)}`,
    );
  });
  afterAll(async () => {
    await editor?.close();
    editor = undefined;
  });
  return current;
}
