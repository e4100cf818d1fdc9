import type { ExtensionContext } from 'vscode';
import type { Attention } from './attention.ts';
import type { Connections } from './connections/connections.ts';
import type { EngineProcess } from './engine-process/engine-process.ts';
import type { LocalFiles } from './local/local-files.ts';
import type { Log } from './log/log.ts';
import type { Runs } from './runs/runs.ts';

/** What every feature builds on; put together once in `main.ts`. */
export interface Parts {
  readonly context: ExtensionContext;
  readonly log: Log;
  /** Views say here whether they are on the screen. */
  readonly attention: Attention;
  readonly engine: EngineProcess;
  readonly connections: Connections;
  readonly files: LocalFiles;
  readonly runs: Runs;
}
