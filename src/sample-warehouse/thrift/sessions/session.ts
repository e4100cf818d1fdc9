import type { SqlSession } from '../../sql/sql-engine.ts';
import type { Operation } from '../operations/operation.ts';

/** What a client's statements share: default names, time zone, open operations. */
export class Session {
  readonly id: Buffer;
  readonly operations = new Set<Operation>();
  /** Epoch milliseconds. */
  lastUsed: number;
  #namespace: SqlSession;

  constructor(id: Buffer, namespace: SqlSession, now: number) {
    this.id = id;
    this.#namespace = namespace;
    this.lastUsed = now;
  }

  get namespace(): SqlSession {
    return this.#namespace;
  }

  change(changes: Partial<SqlSession>): void {
    this.#namespace = { ...this.#namespace, ...changes };
  }

  get isBusy(): boolean {
    return [...this.operations].some((operation) => operation.isRunning);
  }
}
