import type { RecordBatch } from 'apache-arrow';
import { recordBatchMessage, sliceBatch } from '../thrift/results/arrow-messages.ts';

export interface EncodedBatch {
  readonly message: Uint8Array;
  readonly rows: number;
}

/**
 * Encodes batches until they end or a limit is met; returns whether rows were left out. The first batch is always within
 * the limit of bytes, and batches are never cut for it.
 */
export async function* limitBatches(
  batches: AsyncIterable<RecordBatch>,
  { rowLimit = Number.POSITIVE_INFINITY, byteLimit = Number.POSITIVE_INFINITY },
): AsyncGenerator<EncodedBatch, boolean> {
  let rows = 0;
  let bytes = 0;
  for await (const batch of batches) {
    if (batch.numRows === 0) continue;
    const room = rowLimit - rows;
    if (room <= 0) return true;
    const taken = Math.min(room, batch.numRows);
    const message = recordBatchMessage(taken < batch.numRows ? sliceBatch(batch, 0, taken) : batch);
    if (bytes > 0 && bytes + message.length > byteLimit) return true;
    yield { message, rows: taken };
    if (taken < batch.numRows) return true;
    rows += taken;
    bytes += message.length;
  }
  return false;
}
