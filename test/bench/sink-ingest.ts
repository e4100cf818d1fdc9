/**
 * Rows per second of the fast path against `CREATE TABLE AS` from an attached DuckDB file, in the same run.
 * `node test/bench/sink-ingest.ts [lineitem|nested] [rows]`
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  DateDay,
  Decimal,
  Field,
  Int32,
  Int64,
  List,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { createChunkPort, type FromSink, type ToSink } from '../../src/engine/chunk-port.ts';
import { startSink } from '../../src/engine/sink/duckdb/sink-client.ts';
import { quoteTargetName } from '../../src/engine/sql/duckdb-text.ts';
import { stateDdl } from '../../src/engine/state/schema.ts';
import type { ColumnMapping, WireType } from '../../src/shared/column-mapping.ts';

const batchRows = 4096;
const chunkRows = batchRows * 36;
const credits = 3;

interface Made {
  readonly columns: readonly ColumnMapping[];
  /** One chunk of `chunkRows` rows; sent again and again with its own copy of the bytes. */
  readonly chunk: Uint8Array;
}

const mapping = (name: string, wire: WireType, targetType: string): ColumnMapping => ({
  source: name,
  sourceType: targetType,
  target: name,
  targetType,
  wire,
});

let seed = 42;
function random(limit: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * limit);
}

function decimals(count: number, limit: number): ReturnType<typeof makeData> {
  const data = new Uint32Array(count * 4);
  for (let i = 0; i < count; i++) data[i * 4] = random(limit);
  return makeData({ type: new Decimal(2, 15, 128), length: count, nullCount: 0, data } as never);
}

const ints = (count: number, type: Int32 | Int64, limit: number) =>
  makeData({
    type,
    length: count,
    nullCount: 0,
    data:
      type instanceof Int64
        ? BigInt64Array.from({ length: count }, () => BigInt(random(limit)))
        : Int32Array.from({ length: count }, () => random(limit)),
  } as never);

const dates = (count: number) =>
  makeData({
    type: new DateDay(),
    length: count,
    nullCount: 0,
    data: Int32Array.from({ length: count }, () => 8000 + random(2500)),
  } as never);

const words =
  'furiously regular deposits sleep carefully ironic accounts among the final packages express pending requests'.split(
    ' ',
  );
const sentence = (): string => Array.from({ length: 2 + random(5) }, () => words[random(words.length)]).join(' ');
const texts = (count: number, make: () => string | null) =>
  vectorFromArray(Array.from({ length: count }, make), new Utf8()).data[0];
const oneOf =
  (...options: string[]) =>
  () =>
    options[random(options.length)] ?? '';

function write(fields: readonly Field[], make: () => readonly unknown[]): Uint8Array {
  const schema = new Schema([...fields]);
  const writer = new RecordBatchStreamWriter();
  for (let done = 0; done < chunkRows; done += batchRows) {
    const children = make();
    const data = makeData({ type: new Struct([...fields]), length: batchRows, nullCount: 0, children } as never);
    writer.write(new RecordBatch(schema, data as never));
  }
  writer.finish();
  return writer.toUint8Array(true);
}

function lineitem(): Made {
  const decimal: WireType = { kind: 'decimal', precision: 15, scale: 2 };
  const text: WireType = { kind: 'text' };
  const int = (bits: 32 | 64): WireType => ({ kind: 'int', bits });
  const spec: [string, WireType, string, () => unknown, unknown][] = [
    ['l_orderkey', int(64), 'BIGINT', () => ints(batchRows, new Int64(), 6e6), new Int64()],
    ['l_partkey', int(64), 'BIGINT', () => ints(batchRows, new Int64(), 2e5), new Int64()],
    ['l_suppkey', int(64), 'BIGINT', () => ints(batchRows, new Int64(), 1e4), new Int64()],
    ['l_linenumber', int(32), 'INTEGER', () => ints(batchRows, new Int32(), 7), new Int32()],
    ...['l_quantity', 'l_extendedprice', 'l_discount', 'l_tax'].map(
      (name, i) =>
        [
          name,
          decimal,
          'DECIMAL(15,2)',
          () => decimals(batchRows, [5000, 1e7, 10, 8][i] ?? 1),
          new Decimal(2, 15, 128),
        ] satisfies (typeof spec)[number],
    ),
    ['l_returnflag', text, 'VARCHAR', () => texts(batchRows, oneOf('A', 'N', 'R')), new Utf8()],
    ['l_linestatus', text, 'VARCHAR', () => texts(batchRows, oneOf('O', 'F')), new Utf8()],
    ...['l_shipdate', 'l_commitdate', 'l_receiptdate'].map(
      (name) => [name, { kind: 'date' }, 'DATE', () => dates(batchRows), new DateDay()] satisfies (typeof spec)[number],
    ),
    [
      'l_shipinstruct',
      text,
      'VARCHAR',
      () => texts(batchRows, oneOf('DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN')),
      new Utf8(),
    ],
    [
      'l_shipmode',
      text,
      'VARCHAR',
      () => texts(batchRows, oneOf('AIR', 'TRUCK', 'MAIL', 'SHIP', 'RAIL', 'FOB', 'REG AIR')),
      new Utf8(),
    ],
    ['l_comment', text, 'VARCHAR', () => texts(batchRows, sentence), new Utf8()],
  ];
  return made(spec);
}

function nested(): Made {
  const text: WireType = { kind: 'text' };
  const int: WireType = { kind: 'int', bits: 64 };
  const struct = new Struct([new Field('a', new Int64()), new Field('b', new Utf8())]);
  const wire: WireType = {
    kind: 'struct',
    fields: [
      { name: 'a', type: int },
      { name: 'b', type: text },
    ],
  };
  return made([
    ['id', int, 'BIGINT', () => ints(batchRows, new Int64(), 1e9), new Int64()],
    ['title', text, 'VARCHAR', () => texts(batchRows, () => (random(10) === 0 ? null : sentence())), new Utf8()],
    [
      'tags',
      { kind: 'list', element: text },
      'VARCHAR[]',
      () =>
        vectorFromArray(
          Array.from({ length: batchRows }, () => Array.from({ length: random(5) }, sentence)),
          new List(new Field('element', new Utf8())),
        ).data[0],
      new List(new Field('element', new Utf8())),
    ],
    [
      'pair',
      wire,
      'STRUCT(a BIGINT, b VARCHAR)',
      () =>
        vectorFromArray(
          Array.from({ length: batchRows }, () => ({ a: BigInt(random(1e9)), b: sentence() })),
          struct,
        ).data[0],
      struct,
    ],
  ]);
}

function made(spec: readonly [string, WireType, string, () => unknown, unknown][]): Made {
  const fields = spec.map(([name, , , , type]) => new Field(name, type as never, true));
  const chunk = write(fields, () => spec.map(([, , , make]) => make()));
  return { columns: spec.map(([name, wire, target]) => mapping(name, wire, target)), chunk };
}

async function ingest(
  folder: string,
  { columns, chunk }: Made,
  rows: number,
): Promise<{ seconds: number; file: string }> {
  const ends = createChunkPort();
  const signal = new Int32Array(ends.signal);
  const sink = startSink(new URL('../../src/engine/sink/duckdb/sink-thread.ts', import.meta.url), ends);
  const post = (message: ToSink, transfer: ArrayBuffer[] = []): void => {
    ends.fetchPort.postMessage(message, transfer);
    Atomics.add(signal, 0, 1);
    Atomics.notify(signal, 0);
  };
  const chunks = Math.ceil(rows / chunkRows);
  // In memory before the clock starts, as the fetching thread would hand them over.
  const ready = Array.from({ length: chunks }, () => Uint8Array.from(chunk).buffer);
  let sent = 0;
  const send = (): void => {
    if (sent === chunks) return;
    const bytes = ready[sent] ?? new ArrayBuffer(0);
    post({ kind: 'chunk', streamId: 's', index: sent++, rows: chunkRows, digest: String(sent), bytes }, [bytes]);
    if (sent === chunks) post({ kind: 'end', streamId: 's' });
  };
  const file = path.join(folder, 'target.duckdb');
  await sink.open({ file, memoryBytes: 2 ** 31, threads: 2 });
  const staging = { schema: 'main', table: 't' };
  const create = `CREATE TABLE ${quoteTargetName(staging)} (${columns.map((c) => `"${c.target}" ${c.targetType}`).join(', ')})`;
  await sink.transaction([...stateDdl, create].map((sql) => ({ sql })));
  ends.fetchPort.on('message', (_: FromSink) => send());
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  for (let i = 0; i < credits; i++) send();
  const request = {
    staging: { target: staging, staging, columns },
    runId: 'r',
    table: 't',
    slice: 0,
    statementId: 's',
    streamId: 's',
  };
  for (let ended = false; !ended; ) {
    ({ ended } = await sink.ingest({ ...request, groupBytes: 2 ** 30, groupMs: 10_000 }));
  }
  await sink.close();
  const seconds = (performance.now() - started) / 1000;
  console.log(`  CPU of the fast path: ${cpuSeconds(cpu)} s`);
  await sink.end();
  ends.fetchPort.close();
  return { seconds, file };
}

async function copyTable(folder: string, from: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const file = path.join(folder, 'copy.duckdb');
  await connection.run(`ATTACH '${from}' AS original (READ_ONLY)`);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await connection.run(`ATTACH '${file}' AS copy`);
  await connection.run('CREATE TABLE copy.main.t AS SELECT * FROM original.main.t');
  await connection.run('DETACH copy');
  const seconds = (performance.now() - started) / 1000;
  console.log(`  CPU of the copy: ${cpuSeconds(cpu)} s`);
  connection.closeSync();
  instance.closeSync();
  console.log(`  file of the copy: ${(statSync(file).size / 1e6).toFixed(0)} MB`);
  return seconds;
}

function cpuSeconds(since: NodeJS.CpuUsage): string {
  const { user, system } = process.cpuUsage(since);
  return ((user + system) / 1e6).toFixed(2);
}

const [which = 'lineitem', count = '3000000'] = process.argv.slice(2);
const table = which === 'nested' ? nested() : lineitem();
const chunks = Math.ceil(Number(count) / chunkRows);
const rows = chunks * chunkRows;
const folder = mkdtempSync(path.join(tmpdir(), 'replicator-bench-'));
try {
  console.log(`${which}: ${rows} rows, ${((chunks * table.chunk.byteLength) / 1e6).toFixed(0)} MB of Arrow`);
  const { seconds, file } = await ingest(folder, table, rows);
  console.log(`  file of the fast path: ${(statSync(file).size / 1e6).toFixed(0)} MB`);
  const limit = await copyTable(folder, file);
  const rate = (s: number): string => `${Math.round(rows / s / 1000)} k rows/s (${s.toFixed(2)} s)`;
  console.log(`  fast path ${rate(seconds)}, CREATE TABLE AS ${rate(limit)}, ratio ${(limit / seconds).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
