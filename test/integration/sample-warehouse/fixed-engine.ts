import {
  Field,
  Int32,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import type { Catalog, CatalogTable } from '../../../src/sample-warehouse/catalog.ts';
import { type SqlEngine, SqlError, type SqlResult } from '../../../src/sample-warehouse/sql/sql-engine.ts';

const idText = [
  { name: 'id', typeText: 'INT', comment: null, nullable: false },
  { name: 'name', typeText: 'STRING', comment: null, nullable: true },
];
const idTextSchema = new Schema([new Field('id', new Int32(), false), new Field('name', new Utf8(), true)]);

async function* numbered(count: number, batchRows: number) {
  for (let from = 0; from < count; from += batchRows) {
    const length = Math.min(batchRows, count - from);
    const ids = vectorFromArray(
      Array.from({ length }, (_, i) => from + i),
      new Int32(),
    );
    const names = vectorFromArray(
      Array.from({ length }, (_, i) => (i % 7 === 3 ? null : `row ${from + i}`)),
      new Utf8(),
    );
    const children = [ids.data[0], names.data[0]].filter((data) => data !== undefined);
    yield new RecordBatch(
      idTextSchema,
      makeData({ type: new Struct(idTextSchema.fields), length, nullCount: 0, children }),
    );
  }
}

async function* none() {
  // DDL has no rows.
}

async function* timestamps(schema: Schema, type: TimestampMicrosecond) {
  const values = new BigInt64Array([1623785696789000n, 0n]);
  const column = makeData({ type, length: 2, nullCount: 1, nullBitmap: new Uint8Array([1]), data: values });
  yield new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length: 2, nullCount: 0, children: [column] }),
  );
}

async function* counts(schema: Schema) {
  const column = () => vectorFromArray([1n], new Int64()).data[0];
  const children = [column(), column()].filter((data) => data !== undefined);
  yield new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: 1, nullCount: 0, children }));
}

/**
 * An engine of a handful of statements: `ROWS n [PER m] [CACHED]`, `TIMESTAMPS`, `INSERT …`, `CREATE …`, `WAIT` (until it is
 * cancelled); all others do not parse.
 */
export class FixedEngine implements SqlEngine {
  readonly executed: string[] = [];
  produced = 0;

  async execute(sql: string, { rowLimit, signal }: Parameters<SqlEngine['execute']>[1]): Promise<SqlResult> {
    this.executed.push(sql);
    const rows = /^ROWS (\d+)(?: PER (\d+))?( CACHED)?/.exec(sql);
    if (rows !== null) {
      const count = Math.min(Number(rows[1]), rowLimit ?? Number.POSITIVE_INFINITY);
      const key = rows[3] === undefined ? {} : { cacheKey: sql };
      return { columns: idText, schema: idTextSchema, batches: this.#counted(count, Number(rows[2] ?? 4000)), ...key };
    }
    if (sql === 'TIMESTAMPS') {
      const type = new TimestampMicrosecond('America/Los_Angeles');
      const schema = new Schema([new Field('ts', type, true)]);
      const columns = [{ name: 'ts', typeText: 'TIMESTAMP', comment: null, nullable: true }];
      return { columns, schema, batches: timestamps(schema, type) };
    }
    if (sql.startsWith('INSERT ')) {
      const names = ['num_affected_rows', 'num_inserted_rows'];
      const schema = new Schema(names.map((name) => new Field(name, new Int64(), true)));
      const columns = names.map((name) => ({ name, typeText: 'BIGINT', comment: null, nullable: true }));
      return { columns, schema, batches: counts(schema), modifiedRows: 1 };
    }
    if (sql.startsWith('CREATE ')) return { columns: [], schema: new Schema([]), batches: none() };
    if (sql === 'WAIT') await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const near = sql.split(' ')[0];
    const message = `\n[PARSE_SYNTAX_ERROR] Syntax error at or near '${near}'. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\n${sql}\n^^^\n`;
    throw new SqlError('PARSE_SYNTAX_ERROR', '42601', message);
  }

  async close(): Promise<void> {
    this.executed.length = 0;
  }

  async *#counted(count: number, batchRows: number) {
    for await (const batch of numbered(count, batchRows)) {
      this.produced += batch.numRows;
      yield batch;
    }
  }
}

function table(name: string, more: Partial<CatalogTable> = {}): CatalogTable {
  const columns = [
    { name: 'id', typeText: 'bigint', nullable: false, comment: 'the key' },
    { name: 'price', typeText: 'decimal(18,2)', nullable: true },
    { name: 'tags', typeText: 'array<string>', nullable: true },
  ];
  const times = { createdAt: 1_700_000_000_000, updatedAt: 1_700_000_000_000 };
  return {
    catalog: 'main',
    schema: 'shop',
    name,
    kind: 'MANAGED',
    properties: {},
    columns,
    ...times,
    ...more,
  };
}

const tables = [
  ...Array.from({ length: 60 }, (_, i) => table(`t${String(i).padStart(2, '0')}`, { format: 'DELTA' })),
  table('v', { kind: 'VIEW', viewDefinition: 'SELECT 1' }),
];

export const fixedCatalog: Catalog = {
  catalogs: () => [{ name: 'main' }, { name: 'samples', comment: 'to play with' }],
  schemas: (catalog) => (catalog === 'main' ? [{ name: 'shop' }] : catalog === 'samples' ? [] : undefined),
  tables: (catalog, schema) => (catalog === 'main' && schema === 'shop' ? tables : undefined),
  table: (catalog, schema, name) =>
    catalog === 'main' && schema === 'shop' ? tables.find((each) => each.name === name) : undefined,
};
