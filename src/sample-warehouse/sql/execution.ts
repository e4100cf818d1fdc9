import type { DuckDBConnection } from '@duckdb/node-api';
import type { VolumeStore } from '../volumes/volume-store.ts';
import type { Cursor } from './cursor.ts';
import { outputNames } from './output-names.ts';
import { Reads } from './reads.ts';
import type { Query } from './run-query.ts';
import type { SqlParameter, SqlSession } from './sql-engine.ts';
import { Translation } from './translate.ts';
import { Questions } from './typed/questions.ts';
import type { Warehouse } from './warehouse.ts';

/** What one statement runs with. */
export interface Execution {
  readonly connection: DuckDBConnection;
  readonly warehouse: Warehouse;
  readonly volumes: VolumeStore;
  /** How long the files of an export become, about. */
  readonly exportFileBytes: number;
  readonly session: SqlSession;
  readonly parameters: readonly SqlParameter[];
  readonly user: string;
  /** When a commit of this statement happens, in milliseconds since 1970. */
  readonly now: number;
  /** Where the result may be spooled. */
  readonly file: string;
  readonly signal: AbortSignal;
  readonly rowLimit?: number;
  readonly isKept?: (cacheKey: string) => boolean;
}

/** The rest of the statement as a query for DuckDB. */
export async function translateQuery(cursor: Cursor, execution: Execution, until = cursor.last): Promise<Query> {
  const questions = new Questions();
  const statement = {
    questions,
    sql: cursor.sql,
    tokens: cursor.tokens,
    parameters: execution.parameters,
    user: execution.user,
    catalog: execution.session.catalog,
    schema: execution.session.schema,
  };
  const reads = new Reads(execution.warehouse, statement);
  const translation = new Translation(statement, reads);
  const sql = await questions.settle(await translation.translate(cursor.at, until), execution.connection);
  const names = outputNames(cursor.sql, cursor.tokens, cursor.at);
  const context = [cursor.sql, execution.session, execution.parameters, execution.rowLimit ?? null];
  return {
    sql,
    names,
    ...(translation.deterministic ? { cacheKey: JSON.stringify([...context, reads.pins]) } : {}),
  };
}
