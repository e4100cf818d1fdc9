import type { Disposable } from 'vscode';
import { registerCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';

export function contributeLog({ log }: Pick<Parts, 'log'>): Disposable {
  return registerCommand('replicator.log.show', () => log.channel.show());
}
