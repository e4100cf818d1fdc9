import { beforeEach, expect, it, vi } from 'vitest';
import { newDocument } from '../../../../src/extension/language/new-document.ts';
import type { Parts } from '../../../../src/extension/parts.ts';

const editor = vi.hoisted(() => ({ chosen: '', present: '', written: [] as string[], shown: [] as string[] }));

vi.mock('vscode', () => {
  interface Place {
    readonly path: string;
    with(change: { readonly path: string }): Place;
  }
  const place = (path: string): Place => ({ path, with: (change) => place(change.path) });
  return {
    Position: class {},
    Selection: class {},
    Uri: { file: place, joinPath: ({ path }: Place, name: string) => place(`${path}/${name}`) },
    window: {
      showSaveDialog: async () => place(editor.chosen),
      showTextDocument: async ({ path }: Place) => editor.shown.push(path),
    },
    workspace: {
      workspaceFolders: undefined,
      fs: {
        stat: async ({ path }: Place) => {
          if (path !== editor.present) throw new Error('There is no such file.');
        },
        writeFile: async ({ path }: Place) => void editor.written.push(path),
      },
    },
  };
});

const parts = { connections: { active: undefined }, files: { target: '/project/lake.duckdb' } } as unknown as Parts;

beforeEach(() => {
  Object.assign(editor, { chosen: '', present: '', written: [], shown: [] });
});

it('opens the document that is there under the name with the ending, which nobody agreed to replace', async () => {
  Object.assign(editor, { chosen: '/project/sales.yaml', present: '/project/sales.replication.yaml' });
  await newDocument(parts);
  expect(editor).toMatchObject({ written: [], shown: ['/project/sales.replication.yaml'] });
});

it.each([
  ['gives a new name the ending', { chosen: '/project/sales.yaml', present: '' }],
  [
    'replaces what the dialog asked about',
    { chosen: '/project/sales.replication.yaml', present: '/project/sales.replication.yaml' },
  ],
])('%s', async (_, given) => {
  Object.assign(editor, given);
  await newDocument(parts);
  expect(editor.written).toEqual(['/project/sales.replication.yaml']);
});
