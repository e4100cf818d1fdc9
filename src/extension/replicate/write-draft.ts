import { createHash } from 'node:crypto';
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { type Draft, draftName, draftText } from './draft.ts';

/** The document for these tables into this file; the one that is there already stays as it is. */
export async function writeDraft({ globalStorageUri }: ExtensionContext, draft: Draft): Promise<Uri> {
  const folder = Uri.joinPath(globalStorageUri, 'drafts');
  await workspace.fs.createDirectory(folder);
  const name = draftName(draft, (text) => createHash('sha256').update(text).digest('hex'));
  const document = Uri.joinPath(folder, name);
  if ((await workspace.fs.readDirectory(folder)).some(([existing]) => existing === name)) return document;
  await workspace.fs.writeFile(document, new TextEncoder().encode(draftText(draft)));
  return document;
}
