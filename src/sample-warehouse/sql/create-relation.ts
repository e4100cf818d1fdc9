import { commitVersion } from './commit.ts';
import type { Cursor } from './cursor.ts';
import { alreadyExists, tableNotFound, unsupported } from './errors.ts';
import { type Execution, translateQuery } from './execution.ts';
import { readColumns, readProperties } from './read-columns.ts';
import type { Column, Relation, Segment } from './relation.ts';
import { describeQuery, type Query } from './run-query.ts';
import { storeRows } from './store-rows.ts';
import { qualify } from './warehouse.ts';

/** CREATE TABLE, VIEW, SCHEMA, CATALOG: from behind the first word. */
export async function createRelation(cursor: Cursor, execution: Execution): Promise<Query | undefined> {
  const { warehouse, session } = execution;
  const replace = cursor.skip('OR', 'REPLACE');
  if (cursor.skip('CATALOG')) {
    const tolerant = cursor.skip('IF', 'NOT', 'EXISTS');
    const name = cursor.name();
    const known = warehouse.entries.has(name.toLowerCase());
    if (known && !tolerant) throw alreadyExists([name]);
    if (!known) {
      warehouse.addCatalog(name, '');
      warehouse.addSchema(name, 'default');
    }
    return undefined;
  }
  if (cursor.skip('SCHEMA') || cursor.skip('DATABASE')) {
    const tolerant = cursor.skip('IF', 'NOT', 'EXISTS');
    const parts = cursor.names();
    const [catalog, name] = [parts.at(-2) ?? session.catalog, parts.at(-1) ?? ''];
    const known = warehouse.catalogEntry(catalog).schemas.has(name.toLowerCase());
    if (known && !tolerant) throw alreadyExists([catalog, name]);
    if (!known) warehouse.addSchema(catalog, name);
    return undefined;
  }
  const view = cursor.skip('VIEW');
  if (!view && !cursor.skip('TABLE')) throw unsupported(`CREATE ${cursor.peek().text}`);
  const tolerant = cursor.skip('IF', 'NOT', 'EXISTS');
  const parts = cursor.names();
  const existing = warehouse.lookup(parts, session);
  if (existing !== undefined && tolerant) return undefined;
  if (existing !== undefined && !replace) throw alreadyExists(parts);
  const [catalog, schema, name] = qualify(parts, session);
  const place = { catalog, schema: warehouse.schemaEntry(catalog, schema).name, name: name.toLowerCase() };
  if (view) await createView(cursor, execution, place);
  else await createTable(cursor, execution, place, existing);
  return undefined;
}

interface Place {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
}

async function createView(cursor: Cursor, execution: Execution, place: Place): Promise<void> {
  const comment = cursor.skip('COMMENT') ? cursor.string() : undefined;
  cursor.expect('AS');
  const text = cursor.sql.slice(cursor.peek().start).replace(/;\s*$/, '');
  const columns = await queryColumns(await translateQuery(cursor, execution), execution);
  const view = { text, columns, ...(comment === undefined ? {} : { comment }) };
  execution.warehouse.put({ ...place, createdAt: execution.now, view, versions: [] });
}

async function queryColumns(query: Query, execution: Execution): Promise<Column[]> {
  const described = await describeQuery(execution.connection, query);
  return described.map(({ name, type }) => ({ name, type, nullable: true, physical: name }));
}

async function createTable(
  cursor: Cursor,
  execution: Execution,
  place: Place,
  existing: Relation | undefined,
): Promise<void> {
  let columns = cursor.is('(') ? readColumns(cursor) : [];
  let properties: Record<string, string> = {};
  let comment: string | undefined;
  let partitions: string[] = [];
  while (!cursor.done && !cursor.is('AS')) {
    if (cursor.skip('USING')) {
      if (!cursor.skip('DELTA')) throw unsupported(`tables USING ${cursor.peek().text}`);
    } else if (cursor.skip('COMMENT')) comment = cursor.string();
    else if (cursor.skip('TBLPROPERTIES')) properties = readProperties(cursor);
    else if (cursor.skip('PARTITIONED', 'BY')) partitions = readNames(cursor);
    else if (cursor.skip('CLUSTER', 'BY')) readNames(cursor);
    else throw cursor.unexpected();
  }
  let segments: Segment[] = [];
  const asSelect = cursor.skip('AS');
  if (asSelect) {
    const query = await translateQuery(cursor, execution);
    columns = await queryColumns(query, execution);
    segments = [await storeRows(execution.connection, columns, query.sql)];
  }
  columns = columns.map((column) => {
    const index = partitions.findIndex((name) => name.toLowerCase() === column.name.toLowerCase());
    return index < 0 ? column : { ...column, partitionIndex: index };
  });
  const operation = `CREATE ${existing === undefined ? '' : 'OR REPLACE '}TABLE${asSelect ? ' AS SELECT' : ''}`;
  const rows = segments.reduce((sum, segment) => sum + segment.rows, 0);
  const created = {
    operation,
    parameters: { partitionBy: JSON.stringify(partitions), isManaged: 'true', properties: JSON.stringify(properties) },
    metrics: asSelect ? { numFiles: '1', numOutputRows: String(rows) } : {},
    isBlindAppend: true,
    columns,
    segments,
    properties,
    changes: { inserted: segments },
    ...(comment === undefined ? {} : { comment }),
  };
  if (existing !== undefined && existing.view === undefined) commitVersion(execution, existing, created);
  else {
    const { now } = execution;
    execution.warehouse.put({ ...place, createdAt: now, versions: [{ version: 0, timestamp: now, ...created }] });
  }
}

function readNames(cursor: Cursor): string[] {
  cursor.expect('(');
  const names = [cursor.name()];
  while (cursor.skip(',')) names.push(cursor.name());
  cursor.expect(')');
  return names;
}

/** DROP TABLE, VIEW or SCHEMA: from behind the first word. */
export function dropRelation(cursor: Cursor, execution: Execution): undefined {
  const { warehouse, session } = execution;
  if (cursor.skip('SCHEMA') || cursor.skip('DATABASE')) {
    const tolerant = cursor.skip('IF', 'EXISTS');
    const parts = cursor.names();
    const entry = warehouse.catalogEntry(parts.at(-2) ?? session.catalog);
    const name = parts.at(-1) ?? '';
    if (!tolerant) warehouse.schemaEntry(entry.name, name);
    entry.schemas.delete(name.toLowerCase());
    return undefined;
  }
  if (!cursor.skip('TABLE') && !cursor.skip('VIEW')) throw unsupported(`DROP ${cursor.peek().text}`);
  const tolerant = cursor.skip('IF', 'EXISTS');
  const parts = cursor.names();
  const relation = warehouse.lookup(parts, session);
  if (relation === undefined) {
    if (tolerant) return undefined;
    throw tableNotFound(parts);
  }
  // The rows stay: a reader may still be at them, and the store goes with the engine.
  warehouse.remove(relation);
  return undefined;
}
