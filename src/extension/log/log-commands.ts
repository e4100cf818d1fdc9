import { Disposable } from 'vscode';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';

export function contributeLog(parts: Parts): Disposable {
  const { log } = parts;
  return Disposable.from(
    registerCommand('replicator.log.show', () => log.channel.show()),
    registerCommand('replicator.log.copyDiagnostics', async () => {
      try {
        const { copyDiagnostics } = await import('./copy-diagnostics.ts');
        await copyDiagnostics(parts);
      } catch (error) {
        await showError(error, { log, title: 'The diagnostics could not be copied' });
      }
    }),
  );
}
