import type { DuckDBConnection } from '@duckdb/node-api';
import type { Warehouse } from '../sql/warehouse.ts';
import { sampleColumn, sampleTable, sampleTime } from './sample-table.ts';

/** `samples.live`: what pipelines keep, and what lies elsewhere. */
export function addLive(warehouse: Warehouse, connection: DuckDBConnection): void {
  warehouse.addSchema(
    'samples',
    'live',
    'Kept by pipelines: a materialized view, a streaming table, an external table',
  );
  warehouse.put({
    catalog: 'samples',
    schema: 'live',
    name: 'orders_by_day',
    kind: 'MATERIALIZED_VIEW',
    owner: 'pipelines@example.com',
    createdAt: sampleTime,
    versions: [],
    view: {
      text: 'SELECT o_orderdate AS day, count(*) AS orders FROM samples.tpch.orders GROUP BY o_orderdate',
      columns: [
        sampleColumn('day', 'date', 'Day of the order'),
        sampleColumn('orders', 'bigint', 'Orders of that day'),
      ],
      comment: 'Orders per day, brought up to date every hour',
    },
  });
  const shipments = sampleTable(connection, {
    schema: 'live',
    name: 'shipments',
    columns: [
      sampleColumn('shipment_id', 'bigint', 'Counts up'),
      sampleColumn('shipped_at', 'timestamp', 'When it left'),
      sampleColumn('mode', 'string', 'How it travels'),
      sampleColumn('weight_kg', 'decimal(10,2)'),
    ],
    query: `SELECT i, TIMESTAMP '2024-01-01' + INTERVAL 7 MINUTE * i, ['SHIP', 'RAIL', 'TRUCK', 'AIR'][1 + i % 4], (i * 37 % 9000) / 10 FROM range(5000) t(i)`,
    rows: 5000,
    comment: 'Shipments as they are announced',
  });
  warehouse.put({ ...shipments, kind: 'STREAMING_TABLE', owner: 'pipelines@example.com' });
  const rates = sampleTable(connection, {
    schema: 'live',
    name: 'exchange_rates',
    columns: [
      sampleColumn('day', 'date'),
      sampleColumn('currency', 'string', 'Three letters'),
      sampleColumn('rate', 'decimal(18,6)', 'Of one euro'),
    ],
    query: `SELECT DATE '2024-01-01' + CAST(i // 3 AS INTEGER), ['USD', 'GBP', 'JPY'][1 + i % 3], 1 + (i * 131 % 1000) / 10000 FROM range(1098) t(i)`,
    rows: 1098,
    comment: 'Written by another system into a place of its own',
  });
  warehouse.put({ ...rates, kind: 'EXTERNAL', owner: 'finance@example.com' });
}
