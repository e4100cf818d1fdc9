import { type LogOutputChannel, window } from 'vscode';
import type { LogEntry } from '../../shared/protocol/engine-protocol.ts';

/** The output channel “Replicator”. */
export class Log {
  readonly channel: LogOutputChannel;

  constructor() {
    this.channel = window.createOutputChannel('Replicator', { log: true });
  }

  write({ level, message, facts }: LogEntry): void {
    const details = Object.entries(facts ?? {}).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    this.channel[level]([message, ...details].join(' '));
  }

  dispose(): void {
    this.channel.dispose();
  }
}
