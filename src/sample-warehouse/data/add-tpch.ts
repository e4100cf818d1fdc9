import type { DuckDBConnection } from '@duckdb/node-api';
import type { Warehouse } from '../sql/warehouse.ts';
import { sampleTable } from './sample-table.ts';
import { tpchTables } from './tpch.ts';

/** `samples.tpch`, each table filled when it is first read. */
export function addTpch(warehouse: Warehouse, connection: DuckDBConnection, scale: number): void {
  warehouse.addSchema('samples', 'tpch', `TPC-H at scale ${scale}`);
  for (const table of tpchTables(scale)) {
    warehouse.put(sampleTable(connection, { schema: 'tpch', ...table, bytes: table.rows * table.bytesPerRow }));
  }
}
