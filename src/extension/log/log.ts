import { type LogOutputChannel, window } from 'vscode';
import type { LogEntry } from '../../shared/protocol/engine-protocol.ts';
import { redact, redactFacts } from '../../shared/redact.ts';

/** The output channel “Replicator”; secrets do not get into it, whoever writes. */
export class Log {
  readonly channel: LogOutputChannel;

  constructor() {
    this.channel = window.createOutputChannel('Replicator', { log: true });
  }

  write({ level, message, facts }: LogEntry): void {
    const details = Object.entries(redactFacts(facts ?? {})).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    const line = [redact(message), ...details].join(' ');
    this.channel[level](line);
  }

  dispose(): void {
    this.channel.dispose();
  }
}
