import type { EngineHost } from './engine-session.ts';
import type { Terminal } from './terminal.ts';

/** What a command works with, beside its arguments and its document. */
export interface CommandParts {
  readonly terminal: Terminal;
  readonly host: EngineHost;
  readonly signal: AbortSignal;
  /** What people type to call this program. */
  readonly program: string;
}
