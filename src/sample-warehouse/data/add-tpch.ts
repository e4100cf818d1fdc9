import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier, storeTable } from '../sql/quote.ts';
import type { Relation } from '../sql/relation.ts';
import type { Warehouse } from '../sql/warehouse.ts';
import { tpchTables } from './tpch.ts';

const created = Date.UTC(2024, 0, 1);

/** `samples.tpch`, each table filled when it is first read. */
export function addTpch(warehouse: Warehouse, connection: DuckDBConnection, scale: number): void {
  warehouse.addSchema('samples', 'tpch', `TPC-H at scale ${scale}`);
  for (const table of tpchTables(scale)) {
    const source = storeTable(`tpch_${table.name}`);
    const names = table.columns.map((column) => quoteIdentifier(column.name)).join(', ');
    const segment = {
      source,
      columns: table.columns.map((column) => column.name),
      rows: table.rows,
      bytes: table.rows * table.bytesPerRow,
      prepare: once(async () => {
        await connection.run(`CREATE TABLE ${source} AS SELECT * FROM (${table.query}) AS t(${names})`);
      }),
    };
    const relation: Relation = {
      catalog: 'samples',
      schema: 'tpch',
      name: table.name,
      createdAt: created,
      versions: [
        {
          version: 0,
          timestamp: created,
          operation: 'CREATE TABLE AS SELECT',
          parameters: {
            partitionBy: '[]',
            clusterBy: '[]',
            description: '',
            isManaged: 'true',
            properties: '{}',
            statsOnLoad: 'true',
          },
          metrics: { numFiles: '1', numOutputRows: String(segment.rows), numOutputBytes: String(segment.bytes) },
          isBlindAppend: true,
          columns: table.columns,
          segments: [segment],
          properties: { 'delta.minReaderVersion': '1', 'delta.minWriterVersion': '2' },
          comment: table.comment,
          changes: { inserted: [segment] },
        },
      ],
    };
    warehouse.put(relation);
  }
}

/** Runs once, also where several ask at the same time; a failure may be tried again. */
export function once(make: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= make().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
