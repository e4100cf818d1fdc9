import { type ChildProcess, fork } from 'node:child_process';
import { createBirpc } from 'birpc';
import { ReplicatorError } from '../../shared/errors.ts';
import type { EngineEvents, EngineService, LogEntry, LogLevel } from '../../shared/protocol/engine-protocol.ts';
import { decodeMessage, encodeMessage } from '../../shared/protocol/rpc-codec.ts';
import { childEnvironment } from './child-environment.ts';

interface Living {
  readonly child: ChildProcess;
  readonly service: EngineService;
  readonly exited: Promise<void>;
}

/** How long the engine may take to end in order; rows are checkpointed, so nothing is lost after it. */
const patienceMs = 4000;

/**
 * The process that replicates. It is started by the first call, and again by the next one after it has died; calls that
 * were under way then reject with `internal.workerEnded`.
 */
export class EngineProcess {
  readonly #entry: string;
  readonly #events: EngineEvents;
  readonly #log: (entry: LogEntry) => void;
  #living: Living | undefined;
  #closed = false;

  /** @param entry - absolute path of the bundled `worker.js` */
  constructor(entry: string, events: EngineEvents, log: (entry: LogEntry) => void) {
    this.#entry = entry;
    this.#events = events;
    this.#log = log;
  }

  /** For diagnostics; undefined where it does not run. */
  get pid(): number | undefined {
    return this.#living?.child.pid;
  }

  /** The engine of this moment: ask for it at every call, do not keep it. @throws ReplicatorError `internal.workerEnded` */
  get service(): EngineService {
    if (this.#closed) throw new ReplicatorError('internal.workerEnded', 'The engine has been shut down.');
    this.#living ??= this.#start();
    return this.#living.service;
  }

  /** Ends it in order, or after a while at once. */
  async shutDown(): Promise<void> {
    this.#closed = true;
    const living = this.#living;
    if (living === undefined) return;
    const killer = setTimeout(() => living.child.kill('SIGKILL'), patienceMs);
    // It may die before it can answer, which is what is wanted.
    await Promise.race([living.service.shutDown().catch(() => undefined), living.exited]);
    await living.exited;
    clearTimeout(killer);
  }

  #start(): Living {
    const child = fork(this.#entry, [], {
      execArgv: [],
      env: childEnvironment(process.env),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const rpc = createBirpc<EngineService, EngineEvents>(this.#events, {
      // What cannot be sent has nobody left to answer it, which the end of the process tells.
      post: (message) => void (child.connected && child.send(message as object, () => undefined)),
      on: (listen) => child.on('message', listen),
      serialize: encodeMessage,
      deserialize: decodeMessage,
      timeout: -1,
    });
    const tell = (level: LogLevel) => (bytes: Buffer) =>
      this.#log({ level, message: bytes.toString('utf8').trimEnd() });
    child.stdout?.on('data', tell('debug'));
    child.stderr?.on('data', tell('warn'));
    const exited = new Promise<void>((resolve) => {
      const end = (how: string): void => {
        if (this.#living?.child !== child) return;
        this.#living = undefined;
        if (!this.#closed) this.#log({ level: 'error', message: `The engine process has ended (${how}).` });
        rpc.$close(new ReplicatorError('internal.workerEnded', `The engine process has ended (${how}).`));
        resolve();
      };
      child.on('error', (error) => end(error.message));
      child.once('exit', (code, signal) => end(signal ?? `exit status ${code}`));
    });
    this.#log({ level: 'info', message: 'Engine process started.', facts: { pid: child.pid ?? 0 } });
    return { child, service: rpc, exited };
  }
}
