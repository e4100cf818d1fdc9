import { RecordBatch, type Schema, Table, tableToIPC } from 'apache-arrow';

const prefixLength = 8;
const endOfStreamLength = 8;

/** The length of an encapsulated message without body: continuation, int32 length, metadata. */
function schemaLength(stream: Buffer): number {
  return prefixLength + stream.readInt32LE(4);
}

function streamOf(table: Table): Buffer {
  const bytes = tableToIPC(table, 'stream');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** One encapsulated Schema message, without the end-of-stream marker. */
export function schemaMessage(schema: Schema): Buffer {
  const stream = streamOf(new Table(schema));
  return stream.subarray(0, schemaLength(stream));
}

/** One encapsulated RecordBatch message: no schema before it, no end-of-stream marker behind it. */
export function recordBatchMessage(batch: RecordBatch): Buffer {
  const stream = streamOf(new Table([batch]));
  return stream.subarray(schemaLength(stream), stream.length - endOfStreamLength);
}

export function sliceBatch(batch: RecordBatch, from: number, to: number): RecordBatch {
  const sliced = batch.slice(from, to);
  return sliced instanceof RecordBatch ? sliced : new RecordBatch(batch.schema, sliced);
}
