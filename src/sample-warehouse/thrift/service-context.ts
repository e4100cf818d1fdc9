import type { Catalog } from '../catalog.ts';
import type { SqlEngine, SqlSession } from '../sql/sql-engine.ts';
import type { Operations } from './operations/operations.ts';
import type { ResultForms } from './results/open-result.ts';
import type { Sessions } from './sessions/sessions.ts';

/** What the calls share. */
export interface ServiceContext {
  readonly engine: SqlEngine;
  readonly catalog: Catalog;
  readonly defaults: SqlSession;
  readonly forms: ResultForms;
  readonly sessions: Sessions;
  readonly operations: Operations;
  readonly secret: Buffer;
}
