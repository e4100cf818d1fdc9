import type { Sink } from '../sink/sink.ts';
import { targetAlias } from '../sql/duckdb-text.ts';
import type { ExistingTables } from './assessment.ts';

/** The tables and views that the open target file holds. */
export async function listExisting(sink: Sink): Promise<ExistingTables> {
  const rows = await sink.query({
    sql: `SELECT schema_name, table_name AS name, 'table' AS kind, index_count AS indexes FROM duckdb_tables() WHERE database_name = $1
      UNION ALL SELECT schema_name, view_name, 'view', 0 FROM duckdb_views() WHERE database_name = $1 AND NOT internal`,
    values: [targetAlias],
  });
  return rows.map((row) => ({
    name: { schema: String(row.schema_name), table: String(row.name) },
    kind: row.kind === 'view' ? 'view' : 'table',
    indexes: Number(row.indexes),
  }));
}
