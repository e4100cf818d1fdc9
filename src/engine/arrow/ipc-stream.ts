import { Message, type Schema } from 'apache-arrow';
import { ReplicatorError } from '../../shared/errors.ts';

/** A byte range of the buffer that holds the stream; checked to lie inside it. */
export interface Region {
  readonly offset: number;
  readonly length: number;
}

/** What a record batch message says of itself; regions are absolute, nothing else is checked yet. */
export interface BatchLayout {
  readonly rows: number;
  readonly nodes: readonly { readonly length: number; readonly nullCount: number }[];
  readonly regions: readonly Region[];
}

export interface IpcStream {
  readonly buffer: ArrayBuffer;
  readonly schema: Schema;
  readonly batches: readonly BatchLayout[];
  /** Rows really found, all batches together. */
  readonly rows: number;
}

const continuation = -1;

function damaged(message: string, cause?: unknown): ReplicatorError {
  return new ReplicatorError('integrity.payload', `The Arrow stream is damaged: ${message}.`, { cause });
}

/**
 * Reads the messages of one whole Arrow IPC stream without copying a body.
 * @throws ReplicatorError `integrity.payload` where framing or metadata are broken or the end marker is missing,
 *   `source.unsupported` for compressed bodies and dictionaries
 */
export function readIpcStream(buffer: ArrayBuffer): IpcStream {
  const view = new DataView(buffer);
  const batches: BatchLayout[] = [];
  let schema: Schema | undefined;
  let rows = 0;
  let position = 0;
  for (;;) {
    if (position + 8 > buffer.byteLength) throw damaged('it ends without the end-of-stream marker');
    if (view.getInt32(position, true) !== continuation) throw damaged(`no message begins at byte ${position}`);
    const metadataLength = view.getInt32(position + 4, true);
    position += 8;
    if (metadataLength === 0) break;
    if (metadataLength < 0 || position + metadataLength > buffer.byteLength) {
      throw damaged(`message metadata at byte ${position} reach beyond the end`);
    }
    const message = decode(new Uint8Array(buffer, position, metadataLength));
    const body: Region = { offset: position + metadataLength, length: message.bodyLength };
    if (!isInside(body, buffer.byteLength))
      throw damaged(`a message body at byte ${body.offset} reaches beyond the end`);
    if (message.isSchema()) {
      if (schema !== undefined) throw damaged('it has two schemas');
      schema = header(() => message.header());
    } else if (message.isRecordBatch()) {
      const batch = readBatch(message, body);
      batches.push(batch);
      rows += batch.rows;
    } else if (message.isDictionaryBatch()) {
      throw new ReplicatorError('source.unsupported', 'The result has dictionary-encoded columns, which are not read.');
    } else throw damaged('it has a message of an unknown kind');
    position = body.offset + body.length;
  }
  if (schema === undefined) throw damaged('it has no schema');
  return { buffer, schema, batches, rows };
}

function decode(metadata: Uint8Array): Message {
  return header(() => Message.decode(metadata));
}

function header<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw damaged('message metadata cannot be decoded', cause);
  }
}

function isInside(region: Region, length: number): boolean {
  const { offset, length: size } = region;
  return (
    Number.isSafeInteger(offset) && Number.isSafeInteger(size) && offset >= 0 && size >= 0 && offset + size <= length
  );
}

function readBatch(message: Message, body: Region): BatchLayout {
  const batch = header(() => (message.isRecordBatch() ? message.header() : undefined));
  if (batch === undefined) throw damaged('a record batch has no header');
  if (batch.compression !== null) {
    throw new ReplicatorError('source.unsupported', 'The result has compressed Arrow buffers, which are not read.');
  }
  if (!Number.isSafeInteger(batch.length) || batch.length < 0) throw damaged('a record batch has no valid row count');
  const regions = batch.buffers.map(({ offset, length }) => {
    if (!isInside({ offset, length }, body.length)) throw damaged('a buffer reaches beyond its record batch');
    return { offset: body.offset + offset, length };
  });
  const nodes = batch.nodes.map(({ length, nullCount }) => ({ length, nullCount }));
  return { rows: batch.length, nodes, regions };
}
