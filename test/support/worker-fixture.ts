import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createBirpc } from 'birpc';
import { parseReplication } from '../../src/shared/document/parse-replication.ts';
import type { Replication } from '../../src/shared/document/replication.ts';
import { ReplicatorError } from '../../src/shared/errors.ts';
import type { RunProgress } from '../../src/shared/progress.ts';
import type { ConnectionAddress } from '../../src/shared/protocol/connection-address.ts';
import type { EngineEvents, EngineService, LogEntry } from '../../src/shared/protocol/engine-protocol.ts';
import { decodeMessage, encodeMessage } from '../../src/shared/protocol/rpc-codec.ts';

const entry = path.resolve(import.meta.dirname, '../../src/worker/main.ts');

/** The engine process as the editor starts it, with everything it told. */
export class WorkerFixture {
  readonly service: EngineService;
  readonly child: ChildProcess;
  readonly progress: RunProgress[] = [];
  readonly log: LogEntry[] = [];
  /** `refresh` of every token that was asked for. */
  readonly tokensAsked: boolean[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(getToken: (options: { readonly refresh: boolean }) => string) {
    this.child = fork(entry, [], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const events: EngineEvents = {
      getToken: async (_id, options) => {
        this.tokensAsked.push(options.refresh);
        return getToken(options);
      },
      onProgress: (_operation, progress) => void this.progress.push(progress),
      onLog: (told) => {
        this.log.push(told);
        for (const look of [...this.#watchers]) look();
      },
    };
    const rpc = createBirpc<EngineService, EngineEvents>(events, {
      post: (message) => void (this.child.connected && this.child.send(message as object)),
      on: (listen) => this.child.on('message', listen),
      serialize: encodeMessage,
      deserialize: decodeMessage,
      timeout: -1,
    });
    this.child.once('exit', (code, signal) =>
      rpc.$close(new ReplicatorError('internal.workerEnded', `The engine process has ended (${signal ?? code}).`)),
    );
    this.service = rpc;
  }

  /** Resolves as soon as the log has this message. */
  untilTold(message: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!this.log.some((entry) => entry.message === message)) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** Resolves with the exit status or signal. */
  async ended(): Promise<number | string | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null)
      return this.child.signalCode ?? this.child.exitCode;
    const [code, signal] = await once(this.child, 'exit');
    return signal ?? code;
  }

  async close(): Promise<void> {
    if (this.child.connected) await this.service.shutDown();
    await this.ended();
  }
}

/** The connection to a sample warehouse. */
export function addressOf(
  warehouse: {
    readonly host: string;
    readonly port: number;
    readonly httpPath: string;
    readonly caCertificate: string;
  },
  change: Partial<ConnectionAddress> = {},
): ConnectionAddress {
  const { host, port, httpPath, caCertificate } = warehouse;
  return {
    id: 'the connection of the test',
    label: 'the sample warehouse',
    host: `${host}:${port}`,
    httpPath,
    network: { caCertificate },
    ...change,
  };
}

/** A document of tables, parsed. */
export function documentOf(tables: string, more = ''): Replication {
  const parsed = parseReplication(`connection: sample\ntarget: unused.duckdb\n${more}\ntables: ${tables}\n`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed.replication;
}
