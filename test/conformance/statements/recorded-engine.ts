import {
  Field,
  Int64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  type Table,
  tableFromIPC,
  vectorFromArray,
} from 'apache-arrow';
import type { Catalog } from '../../../src/sample-warehouse/catalog.ts';
import { decodeFrames } from '../../../src/sample-warehouse/results/decode-frames.ts';
import { type SqlEngine, SqlError, type SqlResult } from '../../../src/sample-warehouse/sql/sql-engine.ts';
import { payloadOf, type RecordedExchange, type Recording } from './recording.ts';

async function* batchesOf(table: Table | undefined) {
  yield* table?.batches ?? [];
}

/** Rows that were recorded as text only: the counts of an INSERT. */
function countsTable(names: readonly string[], rows: readonly (readonly (string | null)[])[]): SqlResult['batches'] {
  const schema = new Schema(names.map((name) => new Field(name, new Int64(), true)));
  const children = names.flatMap((_, i) => {
    const values = rows.map((row) => BigInt(row[i] ?? '0'));
    return vectorFromArray(values, new Int64()).data[0] ?? [];
  });
  const struct = makeData({ type: new Struct(schema.fields), length: rows.length, nullCount: 0, children });
  return (async function* () {
    yield new RecordBatch(schema, struct);
  })();
}

function failureOf(message: string): SqlError {
  const errorClass = /\[([A-Z0-9_.]+)\]/.exec(message)?.[1] ?? '';
  return new SqlError(errorClass, /SQLSTATE: (\w{5})/.exec(message)?.[1] ?? '', message);
}

/** Gives for each statement of a recording the rows that were recorded for it. */
export class RecordedEngine implements SqlEngine {
  readonly #folder: string;
  readonly #recording: Recording;

  constructor(folder: string, recording: Recording) {
    this.#folder = folder;
    this.#recording = recording;
  }

  async execute(sql: string): Promise<SqlResult> {
    const exchanges = this.#recording.exchanges.filter(({ body }) => body?.statement === sql);
    const message = exchanges[0]?.response.status?.error?.message;
    if (message !== undefined) throw failureOf(message);
    const columns = (exchanges[0]?.response.manifest?.schema.columns ?? []).map((column) => {
      return { name: column.name, typeText: column.type_text, comment: null, nullable: true };
    });
    const table = this.#table(exchanges);
    const rows = exchanges[0]?.response.result?.data_array;
    if (table === undefined && rows !== undefined) {
      const names = columns.map((column) => column.name);
      const schema = new Schema(names.map((name) => new Field(name, new Int64(), true)));
      return { columns, schema, batches: countsTable(names, rows) };
    }
    return { columns, schema: table?.schema ?? new Schema([]), batches: batchesOf(table) };
  }

  async close(): Promise<void> {
    // Nothing is held.
  }

  #table(exchanges: readonly RecordedExchange[]): Table | undefined {
    for (const { response } of exchanges) {
      const payload = payloadOf(this.#folder, this.#recording, response);
      if (payload !== undefined) return tableFromIPC(decodeFrames(payload));
    }
    return undefined;
  }
}

export const emptyCatalog: Catalog = {
  catalogs: () => [{ name: 'main' }],
  schemas: () => [],
  tables: () => [],
  table: () => undefined,
};
