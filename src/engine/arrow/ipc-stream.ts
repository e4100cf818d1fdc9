import type { Schema } from 'apache-arrow';
import { ReplicatorError } from '../../shared/errors.ts';
import { type BatchHeader, type IpcMessage, readMessage } from './ipc-message.ts';

/** A byte range of the buffer that holds the stream; checked to lie inside it. */
export interface Region {
  readonly offset: number;
  readonly length: number;
}

/** A record batch with absolute regions; lengths and offsets inside them are not checked yet. */
export interface BatchLayout extends BatchHeader {
  /** All that the regions lie in. */
  readonly body: Region;
}

export interface IpcStream {
  readonly buffer: ArrayBufferLike;
  readonly schema: Schema;
  readonly batches: readonly BatchLayout[];
  /** Rows really found, all batches together. */
  readonly rows: number;
}

const continuation = -1;

/**
 * Reads the messages of one whole Arrow IPC stream, which takes the first `length` bytes of the buffer, without copying a body.
 * @throws ReplicatorError `integrity.payload` where framing or metadata are broken or the end marker is missing,
 *   `source.unsupported` for compressed bodies and dictionaries
 */
export function readIpcStream(buffer: ArrayBufferLike, length = buffer.byteLength): IpcStream {
  const view = new DataView(buffer, 0, length);
  const batches: BatchLayout[] = [];
  let schema: Schema | undefined;
  let rows = 0;
  let position = 0;
  for (;;) {
    if (position + 8 > length) throw damaged('it ends without the end-of-stream marker');
    if (view.getInt32(position, true) !== continuation) throw damaged(`no message begins at byte ${position}`);
    const metadataLength = view.getInt32(position + 4, true);
    position += 8;
    if (metadataLength === 0) break;
    if (metadataLength < 0 || position + metadataLength > length) {
      throw damaged(`message metadata at byte ${position} reach beyond the end`);
    }
    const message = decode(new Uint8Array(buffer, position, metadataLength).slice());
    const body: Region = { offset: position + metadataLength, length: message.bodyLength };
    if (!isInside(body, length)) {
      throw damaged(`a message body at byte ${body.offset} reaches beyond the end`);
    }
    if (message.kind === 'schema' && schema === undefined) schema = message.schema;
    else if (message.kind === 'batch' && schema !== undefined) {
      batches.push(locate(message.batch, body));
      rows += message.batch.rows;
    } else throw damaged('it has a message that does not belong there');
    position = body.offset + body.length;
  }
  if (schema === undefined) throw damaged('it has no schema');
  return { buffer, schema, batches, rows };
}

function decode(metadata: Uint8Array<ArrayBuffer>): IpcMessage {
  try {
    return readMessage(metadata);
  } catch (error) {
    if (error instanceof ReplicatorError) throw error;
    throw damaged('message metadata cannot be decoded', error);
  }
}

function locate(batch: BatchHeader, body: Region): BatchLayout {
  const regions = batch.regions.map((region) => {
    if (!isInside(region, body.length)) throw damaged('a buffer reaches beyond its record batch');
    return { offset: body.offset + region.offset, length: region.length };
  });
  return { ...batch, regions, body };
}

function isInside({ offset, length }: Region, size: number): boolean {
  const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(length);
  return whole && offset >= 0 && length >= 0 && offset + length <= size;
}

function damaged(message: string, cause?: unknown): ReplicatorError {
  return new ReplicatorError('integrity.payload', `The Arrow stream is damaged: ${message}.`, { cause });
}
