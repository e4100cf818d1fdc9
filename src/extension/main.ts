import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { Attention } from './attention.ts';
import { createConnections } from './connections/create-connections.ts';
import { contributions } from './contributions.ts';
import { EngineProcess } from './engine-process/engine-process.ts';
import { createLocalFiles } from './local/create-local-files.ts';
import { Log } from './log/log.ts';
import type { Parts } from './parts.ts';
import { createRuns } from './runs/create-runs.ts';

const closing: (() => Promise<void>)[] = [];

export function activate(context: ExtensionContext): void {
  const begun = performance.now();
  const log = new Log();
  const attention = new Attention();
  const connections = createConnections(context);
  const engine = new EngineProcess(
    path.join(context.extensionPath, 'dist', 'worker.js'),
    {
      getToken: (id, options) => connections.getToken(id, options),
      onProgress: (operation, progress) => runs.progress(operation, progress),
      onLog: (entry) => log.write(entry),
    },
    (entry) => log.write(entry),
  );
  const files = createLocalFiles(context, engine);
  const runs = createRuns(context, engine, connections, files);
  const parts: Parts = { context, log, attention, engine, connections, files, runs };
  closing.push(
    () => runs.close(),
    () => engine.shutDown(),
    () => connections.close(),
  );
  context.subscriptions.push(log, attention, files, runs, ...contributions.map((contribute) => contribute(parts)));
  log.write({ level: 'debug', message: 'Activated.', facts: { ms: Math.round(performance.now() - begun) } });
}

/** VS Code waits for it a few seconds. */
export async function deactivate(): Promise<void> {
  for (const close of closing.splice(0)) await close();
}
