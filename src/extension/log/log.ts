import { type LogOutputChannel, window } from 'vscode';
import type { LogEntry } from '../../shared/protocol/engine-protocol.ts';
import { redact, redactFacts } from '../../shared/redact.ts';
import { RecentLines } from './recent-lines.ts';

/** Enough to see what led to a fault. */
const keptLines = 300;

/** The output channel “Replicator”; secrets do not get into it, whoever writes. */
export class Log {
  readonly channel: LogOutputChannel;
  readonly #recent = new RecentLines(keptLines);
  #closed = false;

  constructor() {
    this.channel = window.createOutputChannel('Replicator', { log: true });
  }

  /** The window is going: nobody is there to be told anything. */
  get closed(): boolean {
    return this.#closed;
  }

  write({ level, message, facts }: LogEntry): void {
    if (this.#closed) return;
    const details = Object.entries(redactFacts(facts ?? {})).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    const line = [redact(message), ...details].join(' ');
    this.channel[level](line);
    this.#recent.add(`${new Date().toISOString()} [${level}] ${line}`);
  }

  /** The newest lines of every level, oldest first. */
  get recent(): readonly string[] {
    return this.#recent.list();
  }

  dispose(): void {
    this.#closed = true;
    this.channel.dispose();
  }
}
