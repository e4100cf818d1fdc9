import { createHash } from 'node:crypto';
import { type ExtensionContext, Uri, workspace } from 'vscode';
import { readSetting } from '../settings.ts';
import { type Draft, draftName, draftText } from './draft.ts';
import { draftWishes } from './draft-wishes.ts';

/** The document for these tables into this file; the one that is there already stays as it is. */
export async function writeDraft({ globalStorageUri }: ExtensionContext, wanted: Draft): Promise<Uri> {
  const draft = { ...draftWishes(readWishes()), ...wanted };
  const folder = Uri.joinPath(globalStorageUri, 'drafts');
  await workspace.fs.createDirectory(folder);
  const name = draftName(draft, (text) => createHash('sha256').update(text).digest('hex'));
  const document = Uri.joinPath(folder, name);
  if ((await workspace.fs.readDirectory(folder)).some(([existing]) => existing === name)) return document;
  await workspace.fs.writeFile(document, new TextEncoder().encode(draftText(draft)));
  return document;
}

function readWishes() {
  return {
    validate: readSetting('replicator.replicate.validate'),
    memory: readSetting('replicator.replicate.memory'),
    tables: readSetting('replicator.replicate.tables'),
    downloads: readSetting('replicator.replicate.downloads'),
  };
}
