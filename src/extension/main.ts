import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { EngineProcess } from './engine-process/engine-process.ts';
import { Log } from './log/log.ts';

let engine: EngineProcess | undefined;

export function activate(context: ExtensionContext): void {
  const log = new Log();
  engine = new EngineProcess(
    path.join(context.extensionPath, 'dist', 'worker.js'),
    {
      getToken: () => Promise.resolve(''),
      onProgress: () => undefined,
      onLog: (entry) => log.write(entry),
    },
    (entry) => log.write(entry),
  );
  context.subscriptions.push(log);
}

/** VS Code waits for it a few seconds. */
export async function deactivate(): Promise<void> {
  await engine?.shutDown();
}
