import { Disposable } from 'vscode';
import { registerCommand } from '../commands.ts';
import { setContextKey } from '../context-keys.ts';
import type { Parts } from '../parts.ts';
import { sampleConnection } from './saved-connection.ts';

export function contributeConnections({ connections }: Pick<Parts, 'connections'>): Disposable {
  const tell = (): void => setContextKey('replicator.hasConnections', connections.list().length > 0);
  tell();
  return Disposable.from(
    connections.onDidChange(tell),
    registerCommand('replicator.connections.useSample', async () => {
      await connections.save(sampleConnection);
      await connections.activate(sampleConnection.id);
    }),
  );
}
