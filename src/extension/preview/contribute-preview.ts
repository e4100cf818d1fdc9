import { Disposable } from 'vscode';
import type { CatalogNode } from '../catalog/catalog-node.ts';
import { pickTable } from '../catalog/pick-table.ts';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import { generateLocalSelect } from '../local/generate-local-sql.ts';
import { fileOf, type LocalNode } from '../local/local-node.ts';
import { pickFile, pickLocalTable } from '../local/pick-file.ts';
import type { Parts } from '../parts.ts';
import { PreviewPanels } from './preview-panels.ts';
import type { PreviewSubject } from './preview-subject.ts';
import type { SourceSubject } from './source-subject.ts';

export function contributePreview(parts: Parts): Disposable {
  const { connections, files, log } = parts;
  const panels = new PreviewPanels(parts);

  async function sourceOf(subject: CatalogNode | SourceSubject | undefined): Promise<PreviewSubject | undefined> {
    if (subject !== undefined && !('kind' in subject)) {
      const saved = subject.connectionId === undefined ? connections.active : connections.find(subject.connectionId);
      const { catalog, schema, table } = subject;
      if (saved === undefined) return undefined;
      return { kind: 'source', connectionId: saved.id, name: { catalog, schema, table }, place: saved.label };
    }
    const node = subject?.kind === 'table' ? subject : await pickTable(parts);
    if (node === undefined) return undefined;
    const { connectionId, entry } = node;
    return { kind: 'source', connectionId, name: entry.name, place: connections.find(connectionId)?.label ?? '' };
  }

  async function localOf(node: LocalNode | undefined): Promise<PreviewSubject | undefined> {
    const chosen = node?.kind === 'localTable' ? node : await pickLocalTable(files);
    return chosen === undefined ? undefined : { kind: 'local', file: chosen.file, name: chosen.table.name };
  }

  async function queryOf(node: LocalNode | undefined): Promise<PreviewSubject | undefined> {
    const file = node === undefined ? await pickFile(files) : fileOf(node);
    if (file === undefined) return undefined;
    return { kind: 'query', file, sql: node?.kind === 'localTable' ? generateLocalSelect(node.table) : '' };
  }

  async function show(find: () => Promise<PreviewSubject | undefined>): Promise<void> {
    try {
      const subject = await find();
      if (subject !== undefined) panels.show(subject);
    } catch (error) {
      await showError(error, { log, title: 'The rows cannot be shown' });
    }
  }

  return Disposable.from(
    panels,
    registerCommand('replicator.preview.source', (subject) => show(() => sourceOf(subject))),
    registerCommand('replicator.preview.local', (node) => show(() => localOf(node))),
    registerCommand('replicator.preview.query', (node) => show(() => queryOf(node))),
  );
}
