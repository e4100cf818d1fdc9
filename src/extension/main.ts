import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { contributeConnections } from './connections/contribute-connections.ts';
import { createConnections } from './connections/create-connections.ts';
import { EngineProcess } from './engine-process/engine-process.ts';
import { Log } from './log/log.ts';
import { contributeLog } from './log/log-commands.ts';

const closing: (() => Promise<void>)[] = [];

export function activate(context: ExtensionContext): void {
  const log = new Log();
  const connections = createConnections(context);
  const engine = new EngineProcess(
    path.join(context.extensionPath, 'dist', 'worker.js'),
    {
      getToken: (id, options) => connections.getToken(id, options),
      onProgress: () => undefined,
      onLog: (entry) => log.write(entry),
    },
    (entry) => log.write(entry),
  );
  closing.push(
    () => engine.shutDown(),
    () => connections.close(),
  );
  context.subscriptions.push(log, contributeConnections({ connections }), contributeLog({ log }));
}

/** VS Code waits for it a few seconds. */
export async function deactivate(): Promise<void> {
  for (const close of closing.splice(0)) await close();
}
