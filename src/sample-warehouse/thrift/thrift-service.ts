import { randomBytes } from 'node:crypto';
import type { Catalog } from '../catalog.ts';
import type { SqlEngine, SqlSession } from '../sql/sql-engine.ts';
import { calls } from './calls.ts';
import { Operations } from './operations/operations.ts';
import type { ResultFiles } from './results/linked-result.ts';
import type { ServiceContext } from './service-context.ts';
import { Sessions } from './sessions/sessions.ts';
import { BinaryReader, ThriftProtocolError } from './wire/binary-reader.ts';
import { exceptionType, readCall, writeException } from './wire/message.ts';

export interface ThriftServiceOptions {
  readonly engine: SqlEngine;
  readonly catalog: Catalog;
  readonly files: ResultFiles;
  /** For sessions that do not say otherwise. */
  readonly defaults: SqlSession;
  /** A result larger than this goes behind links; 5 MiB unless said. */
  readonly inlineBytes?: number;
  /** How long an answer waits for an asynchronous statement to finish; 5 s unless said. */
  readonly directWaitMs?: number;
  /** Sessions unused for this long are closed; 15 minutes unless said. */
  readonly idleSessionMs?: number;
  /** Told of faults of the service itself; the client hears only that there was one. */
  readonly onFault?: (error: unknown) => void;
  readonly now?: () => number;
}

/** The Thrift service of a SQL warehouse: one message of the binary protocol in, one out. */
export class ThriftService {
  readonly #context: ServiceContext;
  readonly #onFault: (error: unknown) => void;
  readonly #sweep: NodeJS.Timeout;

  constructor(options: ThriftServiceOptions) {
    const { engine, catalog, defaults, files, inlineBytes = 5 * 1024 * 1024, directWaitMs = 5000 } = options;
    const { idleSessionMs = 15 * 60_000, now = Date.now, onFault = () => undefined } = options;
    const secret = randomBytes(16);
    const operations = new Operations({ secret, directWaitMs, now, onFault });
    const sessions = new Sessions({ idleMs: idleSessionMs, now, operations });
    this.#context = { engine, catalog, defaults, forms: { files, inlineBytes }, sessions, operations, secret };
    this.#onFault = onFault;
    this.#sweep = setInterval(() => this.closeIdleSessions(), Math.max(1000, idleSessionMs / 4));
    this.#sweep.unref();
  }

  /** Answers one call. @throws ThriftProtocolError when the body is not a call of the strict binary protocol */
  async handle(body: Uint8Array): Promise<Buffer> {
    const input = new BinaryReader(body);
    const header = readCall(input);
    const call = calls.get(header.method);
    if (call === undefined) {
      return writeException(header, exceptionType.unknownMethod, `Invalid method name: '${header.method}'`);
    }
    try {
      return await call.answer(header, input, this.#context);
    } catch (error) {
      if (error instanceof ThriftProtocolError) throw error;
      this.#onFault(error);
      return writeException(header, exceptionType.internalError, 'Internal error processing the call.');
    }
  }

  get openSessions(): number {
    return this.#context.sessions.size;
  }

  get openOperations(): number {
    return this.#context.operations.size;
  }

  closeIdleSessions(): void {
    this.#context.sessions.closeIdle().catch(this.#onFault);
  }

  /** Cancels what runs and closes every session. */
  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await this.#context.sessions.closeAll();
  }
}
