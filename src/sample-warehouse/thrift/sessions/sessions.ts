import { makeId } from '../../make-id.ts';
import type { SqlSession } from '../../sql/sql-engine.ts';
import type { Operations } from '../operations/operations.ts';
import type { SessionHandle } from '../protocol/handles.ts';
import { ThriftStatusError } from '../status.ts';
import { formatId, parseId } from './format-id.ts';
import { Session } from './session.ts';

/** The open sessions; those that nobody used for a while are closed. */
export class Sessions {
  readonly #open = new Map<string, Session>();
  readonly #idleMs: number;
  readonly #now: () => number;
  readonly #operations: Operations;

  constructor(options: { readonly idleMs: number; readonly now: () => number; readonly operations: Operations }) {
    this.#idleMs = options.idleMs;
    this.#now = options.now;
    this.#operations = options.operations;
  }

  get size(): number {
    return this.#open.size;
  }

  create(namespace: SqlSession): Session {
    const id = makeId(this.#now());
    const session = new Session(parseId(id), namespace, this.#now());
    this.#open.set(id, session);
    return session;
  }

  /** @throws ThriftStatusError when there is no such session */
  find(handle: SessionHandle | undefined): Session {
    const id = formatId(handle?.sessionId?.guid ?? new Uint8Array());
    const session = this.#open.get(id);
    if (session === undefined) throw new ThriftStatusError('08003', `Invalid SessionHandle: SessionHandle [${id}]`);
    session.lastUsed = this.#now();
    return session;
  }

  /** Closing what is closed already is no error, so that a client may ask twice. */
  async close(id: Uint8Array | undefined): Promise<void> {
    const key = formatId(id ?? new Uint8Array());
    const session = this.#open.get(key);
    if (session === undefined) return;
    this.#open.delete(key);
    await this.#operations.closeAllOf(session);
  }

  async closeIdle(): Promise<void> {
    const idle = [...this.#open.values()].filter(
      (session) => !session.isBusy && this.#now() - session.lastUsed >= this.#idleMs,
    );
    await Promise.all(idle.map((session) => this.close(session.id)));
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.values()].map((session) => this.close(session.id)));
  }
}
