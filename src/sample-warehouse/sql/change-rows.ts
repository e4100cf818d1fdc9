import { commitVersion, segmentName } from './commit.ts';
import type { Cursor } from './cursor.ts';
import { insufficientPermissions, unresolvedColumn, unsupported } from './errors.ts';
import { type Execution, translateQuery } from './execution.ts';
import { quoteIdentifier, storeTable, textLiteral } from './quote.ts';
import { prepareSegments, Reads } from './reads.ts';
import { type Column, latestVersion, type Relation, readNames, relationLabel, selectSegments } from './relation.ts';
import { type Query, valuesQuery } from './run-query.ts';
import { storeRows } from './store-rows.ts';
import { Translation } from './translate.ts';
import { Questions } from './typed/questions.ts';

/** INSERT, UPDATE, DELETE, MERGE and TRUNCATE. */
export async function changeRows(cursor: Cursor, execution: Execution): Promise<Query | undefined> {
  if (cursor.skip('INSERT')) return insertRows(cursor, execution);
  if (cursor.skip('TRUNCATE')) {
    cursor.expect('TABLE');
    const relation = target(cursor, execution);
    cursor.finish();
    await rewriteRows(relation, execution, 'TRUNCATE', async (work) => `DELETE FROM ${work}`);
    return undefined;
  }
  const operation = cursor.take().value;
  if (operation === 'DELETE') cursor.expect('FROM');
  if (operation === 'MERGE') cursor.expect('INTO');
  const relation = target(cursor, execution);
  cursor.skip('AS');
  const alias =
    ['SET', 'WHERE', 'USING'].some((word) => cursor.is(word)) || cursor.done ? relation.name : cursor.name();
  return rewriteRows(relation, execution, operation, (work, columns, questions) =>
    rewriteStatement(operation, `${work} AS ${quoteIdentifier(alias)}`, columns, cursor, execution, questions),
  );
}

function target(cursor: Cursor, execution: Execution): Relation {
  const relation = execution.warehouse.find(cursor.names(), execution.session);
  if (relation.denied === true) throw insufficientPermissions('MODIFY', `Table '${relationLabel(relation)}'`);
  if (relation.view !== undefined) throw unsupported('changing rows through a view');
  return relation;
}

async function insertRows(cursor: Cursor, execution: Execution): Promise<Query> {
  const overwrite = cursor.skip('OVERWRITE');
  if (!overwrite) cursor.expect('INTO');
  cursor.skip('TABLE');
  const relation = target(cursor, execution);
  const { columns, segments } = latestVersion(relation);
  let given: string[] = columns.map((column) => column.name);
  if (cursor.is('(') && !['SELECT', 'WITH', 'VALUES'].includes(cursor.peek(1).value)) {
    cursor.expect('(');
    given = [cursor.name()];
    while (cursor.skip(',')) given.push(cursor.name());
    cursor.expect(')');
  }
  const query = await translateQuery(cursor, execution);
  const unknown = given.find((name) => !columns.some((column) => same(column.name, name)));
  if (unknown !== undefined)
    throw unresolvedColumn(
      unknown,
      columns.map((column) => column.name),
    );
  const picked = columns.map((column) => {
    const index = given.findIndex((name) => same(column.name, name));
    return index < 0 ? 'NULL' : `v${index}`;
  });
  const rows = `SELECT ${picked.join(', ')} FROM (${query.sql}) AS v(${given.map((_, index) => `v${index}`).join(', ')})`;
  const segment = await storeRows(execution.connection, columns, rows);
  const metrics = { numFiles: '1', numOutputRows: String(segment.rows), numOutputBytes: String(segment.bytes) };
  const parameters = { mode: overwrite ? 'Overwrite' : 'Append', statsOnLoad: 'false', partitionBy: '[]' };
  if (overwrite) {
    const removed = await storeRows(execution.connection, columns, await currentRows(relation));
    const changes = await storeRows(
      execution.connection,
      columns,
      `SELECT *, 'delete' FROM ${removed.source} UNION ALL SELECT *, 'insert' FROM ${segment.source}`,
      ['_change_type'],
    );
    commitVersion(execution, relation, {
      operation: 'WRITE',
      parameters,
      metrics,
      segments: [segment],
      changes: { rows: changes },
    });
  } else {
    commitVersion(execution, relation, {
      operation: 'WRITE',
      parameters,
      metrics,
      isBlindAppend: true,
      segments: [...segments, segment],
      changes: { inserted: [segment] },
    });
  }
  return affected(segment.rows, { inserted: segment.rows });
}

async function currentRows(relation: Relation): Promise<string> {
  const { segments, columns } = latestVersion(relation);
  await prepareSegments(segments);
  return selectSegments(segments, columns);
}

/** Runs a statement of DuckDB on a copy of the rows, and keeps what came out and what changed. */
async function rewriteRows(
  relation: Relation,
  execution: Execution,
  operation: string,
  statement: (work: string, columns: readonly Column[], questions: Questions) => Promise<string>,
): Promise<Query> {
  const { connection } = execution;
  const { columns } = latestVersion(relation);
  const before = storeTable(segmentName('before'));
  const work = storeTable(segmentName('work'));
  try {
    await connection.run(
      `CREATE TABLE ${before} AS SELECT *, row_number() OVER () AS __row, false AS __hit FROM (${await currentRows(relation)})`,
    );
    await connection.run(`CREATE TABLE ${work} AS SELECT * FROM ${before}`);
    const questions = new Questions();
    await connection.run(await questions.settle(await statement(work, columns, questions), connection));
    const list = readNames(columns).map(quoteIdentifier).join(', ');
    const changes = await storeRows(
      connection,
      columns,
      [
        `SELECT ${list}, 'delete' FROM ${before} WHERE __row NOT IN (SELECT __row FROM ${work} WHERE __row IS NOT NULL)`,
        `SELECT ${list}, 'update_preimage' FROM ${before} WHERE __row IN (SELECT __row FROM ${work} WHERE __hit)`,
        `SELECT ${list}, 'update_postimage' FROM ${work} WHERE __hit AND __row IS NOT NULL`,
        `SELECT ${list}, 'insert' FROM ${work} WHERE __row IS NULL`,
      ].join(' UNION ALL '),
      ['_change_type'],
    );
    const counts = await countChanges(execution, changes.source);
    const segment = await storeRows(connection, columns, `SELECT ${list} FROM ${work}`);
    const { deleted, updated, inserted } = counts;
    commitVersion(execution, relation, {
      operation,
      metrics:
        operation === 'MERGE'
          ? {
              numTargetRowsInserted: String(inserted),
              numTargetRowsUpdated: String(updated),
              numTargetRowsDeleted: String(deleted),
              numOutputRows: String(inserted + updated),
            }
          : operation === 'UPDATE'
            ? { numUpdatedRows: String(updated) }
            : { numDeletedRows: String(deleted) },
      segments: [segment],
      changes: { rows: changes },
    });
    return affected(deleted + updated + inserted, operation === 'MERGE' ? { updated, deleted, inserted } : {});
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${before}`);
    await connection.run(`DROP TABLE IF EXISTS ${work}`);
  }
}

async function countChanges(execution: Execution, source: string) {
  const count = (kind: string) => `count_if(_change_type = ${textLiteral(kind)})`;
  const counted = await execution.connection.runAndReadAll(
    `SELECT ${['delete', 'update_postimage', 'insert'].map(count).join(', ')} FROM ${source}`,
  );
  const [deleted = 0, updated = 0, inserted = 0] = (counted.getRowsJS()[0] ?? []).map(Number);
  return { deleted, updated, inserted };
}

async function rewriteStatement(
  operation: string,
  work: string,
  columns: readonly Column[],
  cursor: Cursor,
  execution: Execution,
  questions: Questions,
): Promise<string> {
  const { session, parameters, user, warehouse } = execution;
  const context = { sql: cursor.sql, tokens: cursor.tokens, parameters, user, questions, ...session };
  const translation = new Translation(context, new Reads(warehouse, context));
  if (operation === 'DELETE') {
    return `DELETE FROM ${work} ${await translation.translate(cursor.at, cursor.last)}`;
  }
  if (operation === 'UPDATE') {
    cursor.expect('SET');
    return `UPDATE ${work} SET __hit = true, ${await translation.translate(cursor.at, cursor.last, { assigns: true })}`;
  }
  cursor.expect('USING');
  const parts = [`MERGE INTO ${work} USING`];
  const source = sourceAlias(cursor);
  const names = columns.map((column) => quoteIdentifier(column.name));
  const from = (prefix: string) => names.map((name) => `${prefix}${quoteIdentifier(source)}.${name}`);
  let start = cursor.at;
  let table = true;
  let assigns = false;
  const flush = async () => {
    parts.push(await translation.translate(start, cursor.at, { table, assigns }));
    table = false;
    assigns = false;
  };
  while (!cursor.done) {
    if (cursor.is('UPDATE', 'SET')) {
      await flush();
      cursor.expect('UPDATE', 'SET');
      const star = cursor.skip('*');
      parts.push('UPDATE SET __hit = true,');
      if (star) parts.push(names.map((name) => `${name} = ${quoteIdentifier(source)}.${name}`).join(', '));
      assigns = !star;
      start = cursor.at;
    } else if (cursor.is('INSERT', '*')) {
      await flush();
      cursor.expect('INSERT', '*');
      parts.push(`INSERT (${names.join(', ')}) VALUES (${from('').join(', ')})`);
      start = cursor.at;
    } else cursor.at += 1;
  }
  await flush();
  return parts.join(' ');
}

/** The name by which the source of a MERGE is known: what stands before its ON. */
function sourceAlias(cursor: Cursor): string {
  let depth = 0;
  for (let offset = 0; cursor.peek(offset).kind !== 'end'; offset += 1) {
    const token = cursor.peek(offset);
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    if (token.kind === 'symbol' && token.text === ')') depth -= 1;
    const alias = cursor.peek(offset - 1);
    if (depth === 0 && token.kind === 'word' && token.value === 'ON') {
      return alias.kind === 'quoted' ? alias.value : alias.text;
    }
  }
  throw cursor.unexpected();
}

function affected(rows: number, counts: Readonly<Record<string, number>>): Query {
  const columns: [string, string, number][] = [
    ['num_affected_rows', 'BIGINT', rows],
    ...Object.entries(counts).map(([name, count]): [string, string, number] => [`num_${name}_rows`, 'BIGINT', count]),
  ];
  return {
    sql: valuesQuery(
      columns.map(([name, type]) => [name, type]),
      [columns.map(([, , count]) => String(count))],
    ),
    modifiedRows: rows,
  };
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
