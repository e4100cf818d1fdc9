import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier, storeTable } from '../sql/quote.ts';
import { type Column, changeFeedProperty, type Relation, type Segment } from '../sql/relation.ts';
import { parseType, storageType } from '../sql/types.ts';
import { once } from './once.ts';

export const sampleTime = Date.UTC(2024, 0, 1);

export interface SampleTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** In the order of the columns. */
  readonly query: string;
  readonly rows: number;
  readonly bytes?: number;
  readonly comment?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly rowFilter?: Relation['rowFilter'];
  readonly denied?: boolean;
}

export function sampleColumn(name: string, type: string, comment?: string): Column {
  return {
    name,
    type: parseType(type),
    nullable: true,
    physical: name,
    ...(comment === undefined ? {} : { comment }),
  };
}

/** Version 0 of a table in the catalog `samples`, filled when it is first read. */
export function sampleTable(connection: DuckDBConnection, table: SampleTable): Relation {
  // Names that DuckDB would not tell apart, or not take, stay out of the store.
  const columns = table.columns.map((column, index) => ({ ...column, physical: `c${index}` }));
  const source = storeTable(`${table.schema}_${table.name}`);
  const names = columns.map((column) => quoteIdentifier(column.physical));
  const values = columns.map(
    (column, index) => `CAST(${names[index] ?? ''} AS ${storageType(column.type)}) AS ${names[index] ?? ''}`,
  );
  const segment: Segment = {
    source,
    columns: columns.map((column) => column.physical),
    rows: table.rows,
    bytes: table.bytes ?? table.rows * columns.length * 12,
    prepare: once(async () => {
      await connection.run(
        `CREATE TABLE ${source} AS SELECT ${values.join(', ')} FROM (${table.query}) AS t(${names.join(', ')})`,
      );
    }),
  };
  return {
    catalog: 'samples',
    schema: table.schema,
    name: table.name,
    createdAt: sampleTime,
    versions: [
      {
        version: 0,
        timestamp: sampleTime,
        operation: 'CREATE TABLE AS SELECT',
        parameters: { partitionBy: '[]', clusterBy: '[]', isManaged: 'true', properties: '{}', statsOnLoad: 'true' },
        metrics: { numFiles: '1', numOutputRows: String(segment.rows), numOutputBytes: String(segment.bytes) },
        isBlindAppend: true,
        columns,
        segments: [segment],
        properties: table.properties ?? { [changeFeedProperty]: 'false' },
        changes: { inserted: [segment] },
        ...(table.comment === undefined ? {} : { comment: table.comment }),
      },
    ],
    ...(table.rowFilter === undefined ? {} : { rowFilter: table.rowFilter }),
    ...(table.denied === undefined ? {} : { denied: table.denied }),
  };
}
