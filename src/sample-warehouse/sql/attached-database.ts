import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import { resultType } from './duckdb-type.ts';
import { quoteIdentifier, textLiteral } from './quote.ts';
import type { Column, Relation } from './relation.ts';
import { storageType, type Type } from './types.ts';
import type { Warehouse } from './warehouse.ts';

const widened: Partial<Record<DuckDBTypeId, Type>> = {
  [DuckDBTypeId.UTINYINT]: { kind: 'plain', name: 'SMALLINT' },
  [DuckDBTypeId.USMALLINT]: { kind: 'plain', name: 'INT' },
  [DuckDBTypeId.UINTEGER]: { kind: 'plain', name: 'BIGINT' },
  [DuckDBTypeId.UBIGINT]: { kind: 'decimal', precision: 20, scale: 0 },
  [DuckDBTypeId.HUGEINT]: { kind: 'decimal', precision: 38, scale: 0 },
  [DuckDBTypeId.UHUGEINT]: { kind: 'decimal', precision: 38, scale: 0 },
  [DuckDBTypeId.TIMESTAMP_S]: { kind: 'plain', name: 'TIMESTAMP_NTZ' },
  [DuckDBTypeId.TIMESTAMP_MS]: { kind: 'plain', name: 'TIMESTAMP_NTZ' },
};

const nested = new Set([DuckDBTypeId.LIST, DuckDBTypeId.ARRAY, DuckDBTypeId.MAP, DuckDBTypeId.STRUCT]);

/** Serves a DuckDB file, opened read-only, as a catalog of its name. What Databricks has no type for comes as text. */
export async function addDatabase(warehouse: Warehouse, connection: DuckDBConnection, file: string): Promise<void> {
  const name = path.basename(file).replace(/\.[^.]*$/, '');
  const alias = `database_${warehouse.entries.size}`;
  await connection.run(`ATTACH ${textLiteral(file)} AS ${quoteIdentifier(alias)} (READ_ONLY)`);
  warehouse.addCatalog(name, `The file ${path.basename(file)}`);
  const listed = await connection.runAndReadAll(
    `SELECT schema_name, table_name, estimated_size, comment FROM duckdb_tables() WHERE database_name = ${textLiteral(alias)}
     UNION ALL SELECT schema_name, view_name, 0, comment FROM duckdb_views() WHERE database_name = ${textLiteral(alias)} AND NOT internal ORDER BY 1, 2`,
  );
  for (const [schema, table, rows, comment] of listed.getRowsJS()) {
    const schemaName = String(schema);
    const tableName = String(table);
    if (!warehouse.schemas(name)?.some((known) => known.name === schemaName)) warehouse.addSchema(name, schemaName);
    const source = [alias, schemaName, tableName].map(quoteIdentifier).join('.');
    warehouse.put(
      await databaseTable(
        connection,
        source,
        { catalog: name, schema: schemaName, name: tableName },
        Number(rows),
        comment,
      ),
    );
  }
}

async function databaseTable(
  connection: DuckDBConnection,
  source: string,
  name: { readonly catalog: string; readonly schema: string; readonly name: string },
  rows: number,
  comment: unknown,
): Promise<Relation> {
  const prepared = await connection.prepare(`SELECT * FROM ${source}`);
  const columns: Column[] = [];
  const expressions: string[] = [];
  for (let index = 0; index < prepared.columnCount; index += 1) {
    const columnName = prepared.columnName(index);
    const type = databaseType(prepared.columnType(index));
    columns.push({ name: columnName, type, nullable: true, physical: columnName });
    expressions.push(`CAST(${quoteIdentifier(columnName)} AS ${storageType(type)}) AS ${quoteIdentifier(columnName)}`);
  }
  prepared.destroySync();
  const created = Date.UTC(2024, 0, 1);
  const segment = {
    source: `(SELECT ${expressions.join(', ')} FROM ${source})`,
    columns: columns.map((column) => column.physical),
    rows,
    bytes: rows * columns.length * 8,
  };
  return {
    ...name,
    createdAt: created,
    versions: [
      {
        version: 0,
        timestamp: created,
        operation: 'CREATE TABLE AS SELECT',
        parameters: {},
        metrics: { numOutputRows: String(rows) },
        isBlindAppend: true,
        columns,
        segments: [segment],
        properties: {},
        changes: { inserted: [segment] },
        ...(typeof comment === 'string' ? { comment } : {}),
      },
    ],
  };
}

/** Nested types keep their shape only where every part has a type there. */
function databaseType(type: DuckDBType): Type {
  const wide = widened[type.typeId];
  if (wide !== undefined) return wide;
  if (type.alias === 'JSON') return { kind: 'string', declared: 'string' };
  try {
    const found = resultType(type);
    return nested.has(type.typeId) && /HUGEINT/.test(type.toString()) ? { kind: 'string', declared: 'string' } : found;
  } catch (error) {
    if (error instanceof Error && error.name === 'SqlError') return { kind: 'string', declared: 'string' };
    throw error;
  }
}
