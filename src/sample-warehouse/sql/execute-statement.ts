import type { DuckDBConnection } from '@duckdb/node-api';
import { Schema } from 'apache-arrow';
import { Cursor } from './cursor.ts';
import { describeRelation } from './describe.ts';
import { unsupported } from './errors.ts';
import { outputNames } from './output-names.ts';
import { textLiteral } from './quote.ts';
import { Reads } from './reads.ts';
import { describeQuery, type Query, runQuery, valuesQuery } from './run-query.ts';
import { showQuery } from './show.ts';
import type { SqlParameter, SqlResult, SqlSession } from './sql-engine.ts';
import { Translation } from './translate.ts';
import { declaredText } from './types.ts';
import type { Warehouse } from './warehouse.ts';

export interface Execution {
  readonly connection: DuckDBConnection;
  readonly warehouse: Warehouse;
  readonly session: SqlSession;
  readonly parameters: readonly SqlParameter[];
  readonly user: string;
  /** Where the result may be spooled. */
  readonly file: string;
  readonly signal: AbortSignal;
  readonly rowLimit?: number;
}

/** @throws SqlError, or DuckDB's own errors */
export async function executeStatement(sql: string, execution: Execution): Promise<SqlResult> {
  const cursor = new Cursor(sql);
  const query = await statementQuery(cursor, execution);
  return query === undefined ? nothing() : runQuery(execution.connection, query, execution);
}

function nothing(): SqlResult {
  return { columns: [], schema: new Schema([]), batches: (async function* () {})() };
}

async function statementQuery(cursor: Cursor, execution: Execution): Promise<Query | undefined> {
  const { warehouse, session } = execution;
  if (cursor.is('SELECT') || cursor.is('WITH') || cursor.is('VALUES') || cursor.is('(') || cursor.is('FROM')) {
    return translateQuery(cursor, execution);
  }
  if (cursor.skip('SHOW')) return showQuery(cursor, warehouse, session);
  if (cursor.skip('DESCRIBE') || cursor.skip('DESC')) {
    const query = cursor.skip('QUERY') || cursor.is('SELECT') || cursor.is('WITH');
    return query ? describeOutput(cursor, execution) : describeRelation(cursor, execution);
  }
  if (cursor.skip('EXPLAIN')) {
    for (const mode of ['EXTENDED', 'FORMATTED', 'COST', 'CODEGEN']) cursor.skip(mode);
    const { sql } = await translateQuery(cursor, execution);
    const plan = await execution.connection.runAndReadAll(`EXPLAIN ${sql}`);
    return {
      sql: valuesQuery(
        [['plan', 'VARCHAR']],
        [[textLiteral(`== Physical Plan ==\n${String(plan.getRowsJS()[0]?.[1])}`)]],
      ),
      required: new Set(['plan']),
    };
  }
  if (cursor.skip('USE')) {
    if (cursor.skip('CATALOG')) warehouse.catalogEntry(cursor.name());
    else {
      if (!cursor.skip('SCHEMA')) cursor.skip('DATABASE');
      const parts = cursor.names();
      warehouse.schemaEntry(parts.at(-2) ?? session.catalog, parts.at(-1) ?? '');
    }
    cursor.finish();
    return undefined;
  }
  if (cursor.skip('SET')) return undefined;
  if (['OPTIMIZE', 'VACUUM', 'ANALYZE', 'COPY', 'GRANT', 'REVOKE', 'CALL', 'RESTORE'].some((word) => cursor.is(word))) {
    throw unsupported(cursor.peek().value);
  }
  throw cursor.unexpected();
}

/** The rest of the statement as a query for DuckDB. */
export async function translateQuery(cursor: Cursor, execution: Execution, until = cursor.last): Promise<Query> {
  const statement = {
    sql: cursor.sql,
    tokens: cursor.tokens,
    parameters: execution.parameters,
    user: execution.user,
    catalog: execution.session.catalog,
    schema: execution.session.schema,
  };
  const reads = new Reads(execution.warehouse, statement);
  const translation = new Translation(statement, reads);
  const sql = await translation.translate(cursor.at, until);
  const names = outputNames(cursor.sql, cursor.tokens, cursor.at);
  const context = [cursor.sql, execution.session, execution.parameters, execution.rowLimit ?? null];
  return {
    sql,
    names,
    ...(translation.deterministic ? { cacheKey: JSON.stringify([...context, reads.pins]) } : {}),
  };
}

async function describeOutput(cursor: Cursor, execution: Execution): Promise<Query> {
  const columns = await describeQuery(execution.connection, await translateQuery(cursor, execution));
  return {
    sql: valuesQuery(
      ['col_name', 'data_type', 'comment'].map((name) => [name, 'VARCHAR']),
      columns.map((column) => [textLiteral(column.name), textLiteral(declaredText(column.type)), 'NULL']),
    ),
    comments: ['name of the column', 'data type of the column', 'comment of the column'],
    required: new Set(['col_name', 'data_type']),
  };
}
