import type { DuckDBConnection } from '@duckdb/node-api';
import { textLiteral } from '../sql/quote.ts';
import type { Column } from '../sql/relation.ts';
import { storageType } from '../sql/types.ts';
import type { Warehouse } from '../sql/warehouse.ts';
import { edgeColumns } from './edge-values.ts';
import { type SampleTable, sampleColumn, sampleTable, sampleTime } from './sample-table.ts';

/** `samples.types`: every type with every edge value, hostile names, and tables that are not plain tables. */
export function addTypes(warehouse: Warehouse, connection: DuckDBConnection): void {
  warehouse.addSchema('samples', 'types', 'Every type and every oddity');
  for (const table of [...edgeTables(), ...oddTables()]) warehouse.put(sampleTable(connection, table));
  warehouse.put({
    catalog: 'samples',
    schema: 'types',
    name: 'a_view',
    createdAt: sampleTime,
    versions: [],
    view: {
      text: 'SELECT id, upper(name) AS name FROM samples.types.row_source WHERE id < 50',
      columns: [sampleColumn('id', 'bigint'), sampleColumn('name', 'string')],
      comment: 'Half of row_source',
    },
  });
}

/** One table with all types, and one per type. */
function edgeTables(): SampleTable[] {
  const tables = edgeColumns.map((edge): [string, typeof edgeColumns] => [edge.name.replace('c_', 'type_'), [edge]]);
  return [['all_types', edgeColumns] as const, ...tables].map(([name, edges]) => {
    const columns: Column[] = [
      sampleColumn('id', 'int'),
      ...edges.map((edge) => sampleColumn(edge.name, edge.type, edge.comment)),
    ];
    const rows = Math.max(...edges.map((edge) => edge.values.length)) + 1;
    const selects = Array.from({ length: rows }, (_, row) => {
      const cells = edges.map((edge, index) => {
        const type = columns[index + 1]?.type;
        return `CAST(${edge.values[row] ?? 'NULL'} AS ${type === undefined ? 'VARCHAR' : storageType(type)})`;
      });
      return `SELECT ${[row + 1, ...cells].join(', ')}`;
    });
    return { schema: 'types', name, columns, rows, query: selects.join(' UNION ALL ') };
  });
}

const longName = 'long_'.repeat(51);
const hostileColumns = [
  'a space',
  'a.dot',
  "a'quote",
  'a"double',
  'a`backtick',
  'emoji 😀',
  'new\nline',
  'select',
  'ORDER',
  'a;semicolon',
  '--comment',
  'Größe',
  longName.slice(0, 255),
];
const hostileTables = [
  'a space',
  "a'quote",
  'a"double',
  'a`backtick',
  'emoji 😀',
  'select',
  'a-dash',
  longName.slice(0, 255),
];

function oddTables(): SampleTable[] {
  const schema = 'types';
  const numbers = Array.from({ length: 1_000 }, (_, index) => index);
  const rows: Omit<SampleTable, 'name'> = {
    schema,
    columns: [sampleColumn('id', 'bigint'), sampleColumn('name', 'string'), sampleColumn('region', 'string')],
    query: "SELECT i, 'name ' || i, ['north', 'south'][1 + i % 2] FROM range(100) t(i)",
    rows: 100,
  };
  return [
    {
      schema,
      name: 'hostile_columns',
      columns: hostileColumns.map((name) => sampleColumn(name, 'string', `Called ${name}`)),
      query: `SELECT ${hostileColumns.map(textLiteral).join(', ')}`,
      rows: 1,
    },
    {
      schema,
      name: 'case_columns',
      columns: ['a', 'A', 'aB', 'Ab'].map((name) => sampleColumn(name, 'int')),
      query: 'SELECT 1, 2, 3, 4 UNION ALL SELECT 5, 6, 7, 8',
      rows: 2,
      comment: 'Columns that differ in letter case only',
    },
    ...hostileTables.map((name) => ({
      schema,
      name,
      columns: [sampleColumn('id', 'int'), sampleColumn('own_name', 'string')],
      query: `SELECT 1, ${textLiteral(name)}`,
      rows: 1,
    })),
    {
      schema,
      name: 'thousand_columns',
      columns: numbers.map((index) =>
        sampleColumn(`c${String(index).padStart(4, '0')}`, index % 2 === 0 ? 'int' : 'string'),
      ),
      query: `SELECT ${numbers.map((index) => (index % 2 === 0 ? `i + ${index}` : `'v' || (i + ${index})`)).join(', ')} FROM range(10) t(i)`,
      rows: 10,
    },
    {
      schema,
      name: 'no_rows',
      columns: [sampleColumn('id', 'bigint'), sampleColumn('name', 'string'), sampleColumn('tags', 'array<string>')],
      query: 'SELECT 1, NULL, NULL WHERE false',
      rows: 0,
    },
    {
      schema,
      name: 'big_value',
      columns: [sampleColumn('id', 'int'), sampleColumn('text', 'string')],
      query: "SELECT 1, repeat('0123456789', 1048576) UNION ALL SELECT 2, 'small'",
      rows: 2,
    },
    { ...rows, name: 'row_source' },
    {
      ...rows,
      name: 'row_filtered',
      rowFilter: {
        functionName: 'samples.types.only_north',
        inputColumnNames: ['region'],
        condition: "region = 'north'",
      },
    },
    { ...rows, name: 'denied', denied: true },
  ];
}
