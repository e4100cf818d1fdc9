import { commands } from 'vscode';

/** Every context key that the code sets; `when` clauses in `package.json` may use these. */
export interface ContextKeys {
  'replicator.hasConnections': boolean;
  'replicator.hasFiles': boolean;
  'replicator.running': boolean;
}

export function setContextKey<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
  void commands.executeCommand('setContext', key, value);
}
