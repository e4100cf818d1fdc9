import { ReadableStream } from 'node:stream/web';
import { type RecordBatch, Schema } from 'apache-arrow';
import { alterTable } from './alter-table.ts';
import { changeRows } from './change-rows.ts';
import { createRelation, dropRelation } from './create-relation.ts';
import { Cursor } from './cursor.ts';
import { describeRelation } from './describe.ts';
import { unsupported } from './errors.ts';
import { type Execution, translateQuery } from './execution.ts';
import { exportDirectory } from './export-directory.ts';
import { textLiteral } from './quote.ts';
import { describeQuery, type Query, runQuery, valuesQuery } from './run-query.ts';
import { showQuery } from './show.ts';
import type { SqlResult } from './sql-engine.ts';
import { declaredText } from './types.ts';

/** @throws SqlError, or DuckDB's own errors */
export async function executeStatement(sql: string, execution: Execution): Promise<SqlResult> {
  const cursor = new Cursor(sql);
  const query = await statementQuery(cursor, execution);
  return query === undefined ? nothing() : runQuery(execution.connection, query, execution);
}

function nothing(): SqlResult {
  return { columns: [], schema: new Schema([]), batches: ReadableStream.from<RecordBatch>([]) };
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
  if (cursor.skip('CREATE')) return createRelation(cursor, execution);
  if (cursor.skip('DROP')) return dropRelation(cursor, execution);
  if (cursor.skip('ALTER')) return alterTable(cursor, execution);
  if (cursor.skip('INSERT', 'OVERWRITE', 'DIRECTORY')) return exportDirectory(cursor, execution);
  if (['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'TRUNCATE'].some((word) => cursor.is(word))) {
    return changeRows(cursor, execution);
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
