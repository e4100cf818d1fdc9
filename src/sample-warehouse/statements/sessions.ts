import { RestError } from '../http/rest-error.ts';
import { makeId } from '../make-id.ts';
import type { SqlSession } from '../sql/sql-engine.ts';

/** Clients that know no catalog name this one. */
const noCatalog = 'SPARK';

/** Sessions of the Statement Execution API: where names without a catalog are looked up. */
export class Sessions {
  readonly #defaults: SqlSession;
  readonly #sessions = new Map<string, SqlSession>();

  constructor(defaults: SqlSession) {
    this.#defaults = defaults;
  }

  get size(): number {
    return this.#sessions.size;
  }

  create(names: { readonly catalog?: string; readonly schema?: string }): string {
    const id = makeId();
    this.#sessions.set(id, this.#with(this.#defaults, names));
    return id;
  }

  delete(id: string): void {
    if (!this.#sessions.delete(id)) throw this.#unknown(id);
  }

  /** @throws RestError 404 */
  resolve(request: { readonly sessionId?: string; readonly catalog?: string; readonly schema?: string }): SqlSession {
    if (request.sessionId === undefined) return this.#with(this.#defaults, request);
    const session = this.#sessions.get(request.sessionId);
    if (session === undefined) throw this.#unknown(request.sessionId);
    return this.#with(session, request);
  }

  #with(base: SqlSession, names: { readonly catalog?: string; readonly schema?: string }): SqlSession {
    const catalog = names.catalog === undefined || names.catalog === noCatalog ? base.catalog : names.catalog;
    return { ...base, catalog, schema: names.schema ?? base.schema };
  }

  #unknown(id: string): RestError {
    return new RestError(404, 'NOT_FOUND', `The session ${id} was not found.`);
  }
}
