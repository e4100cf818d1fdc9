import type { DuckDBConnection } from '@duckdb/node-api';
import type { Warehouse } from '../sql/warehouse.ts';
import { sampleColumn, sampleTable } from './sample-table.ts';

const columns = [
  sampleColumn('id', 'bigint', 'Counts up from 1'),
  sampleColumn('name', 'string'),
  sampleColumn('amount', 'decimal(18,2)'),
];

/** `samples.many`: so many small tables, `table_00001` and on; each is made when it is first read. */
export function addMany(warehouse: Warehouse, connection: DuckDBConnection, count: number): void {
  warehouse.addSchema('samples', 'many', `${count} small tables`);
  for (let number = 1; number <= count; number++) {
    const name = `table_${String(number).padStart(5, '0')}`;
    const query = `SELECT i, 'row ' || i || ' of ${name}', i * ${number} / 100 FROM range(1, 11) t(i)`;
    warehouse.put(sampleTable(connection, { schema: 'many', name, columns, query, rows: 10 }));
  }
}
