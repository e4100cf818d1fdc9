import type { Disposable } from 'vscode';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { sourcesOf } from './sources-of.ts';

export function contributeReplicate(parts: Parts): Disposable {
  const { connections, context, files, log, runs } = parts;
  return registerCommand('replicator.replicate.now', async (subject, selected) => {
    try {
      const chosen = sourcesOf(subject, selected);
      const connection = connections.list().find(({ id }) => id === chosen?.connection) ?? connections.active;
      if (chosen === undefined || connection === undefined) return;
      const [{ patternOf }, { writeDraft }] = await Promise.all([import('./draft.ts'), import('./write-draft.ts')]);
      const document = await writeDraft(context, {
        connection: connections.choiceFor(connection),
        file: files.target,
        tables: chosen.sources.map(patternOf),
      });
      await runs.start(document);
    } catch (error) {
      await showError(error, { log });
    }
  });
}
