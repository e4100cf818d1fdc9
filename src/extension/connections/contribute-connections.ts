import { Disposable, workspace } from 'vscode';
import { setContextKey } from '../context-keys.ts';
import type { Parts } from '../parts.ts';
import { contributeConnectionCommands } from './connection-commands.ts';

const networkSettings = ['http.proxy', 'http.noProxy', 'http.proxySupport', 'http.systemCertificates'];

export function contributeConnections(parts: Pick<Parts, 'connections' | 'engine' | 'log'>): Disposable {
  const { connections } = parts;
  const tell = (): void => setContextKey('replicator.hasConnections', connections.list().length > 0);
  tell();
  return Disposable.from(
    connections.onDidChange(tell),
    workspace.onDidChangeConfiguration((change) => {
      if (networkSettings.some((name) => change.affectsConfiguration(name))) connections.reopen();
    }),
    contributeConnectionCommands(parts),
  );
}
