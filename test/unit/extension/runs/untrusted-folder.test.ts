import { expect, it, vi } from 'vitest';
import { readRunDocument } from '../../../../src/extension/runs/read-run-document.ts';

const folder = vi.hoisted(() => ({ isTrusted: false }));

vi.mock('vscode', () => ({
  Uri: { parse: (text: string) => ({ scheme: 'file', path: text.replace('file://', ''), toString: () => text }) },
  workspace: {
    get isTrusted() {
      return folder.isTrusted;
    },
    getWorkspaceFolder: (uri: { readonly path: string }) => (uri.path.startsWith('/opened/') ? {} : undefined),
    openTextDocument: () => Promise.reject(new Error('was opened')),
  },
}));

type Connections = Parameters<typeof readRunDocument>[1];
const connections = {} as Connections;

it('does not run a document of a folder that is not trusted, nor read it for that', async () => {
  folder.isTrusted = false;
  const run = readRunDocument('file:///opened/x.replication.yaml', connections);
  await expect(run).rejects.toMatchObject({ code: 'usage.untrusted' });
});

it.each([
  ['in a folder that is trusted', true, 'file:///opened/x.replication.yaml'],
  ['of ours, elsewhere', false, 'file:///drafts/x.replication.yaml'],
])('opens a document %s', async (_, isTrusted, document) => {
  folder.isTrusted = isTrusted;
  await expect(readRunDocument(document, connections)).rejects.toMatchObject({ code: 'usage.invalid' });
});
