import { randomUUID } from 'node:crypto';
import { throwIfCancelled } from '../../shared/cancellation.ts';
import { asReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import { formatBytes } from '../../shared/text/units.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { CollectedFrame } from '../sink/sink.ts';
import type { FetchTotals } from '../source/source.ts';
import { SpoolFolder } from '../spool/spool-folder.ts';
import { asNotComputable } from './as-not-computable.ts';
import { fetchWhile } from './fetch-while.ts';
import type { LevelPath } from './level-path.ts';
import { type Delivery, readResults } from './read-result.ts';
import { streamChunks } from './streaming.ts';
import { writeRequest } from './write-request.ts';

/**
 * The result becomes a columnar frame, which goes into staging through the table's transform: piece by piece as it arrives,
 * or at once where a row's fate depends on the others.
 */
export const pandas: LevelPath = {
  read(reading) {
    const { transform } = reading.table;
    const carry = transform?.needsAllRows === true ? carryFrame : streamChunks;
    return asNotComputable(readResults(reading, { carry }), reading.table);
  },
};

async function carryFrame(delivery: Delivery, board: TableBoard, context: RunContext): Promise<FetchTotals> {
  const streamId = randomUUID();
  const spool = new SpoolFolder(context.file, context.runId, delivery.table.target);
  await spool.create();
  try {
    const { totals, frame } = await fetchFrame({ streamId, folder: spool.path }, delivery, board, context);
    if (frame.spilledBytes > 0) noteSpill(frame, delivery, board, context);
    await writeFrame(streamId, delivery, board, context);
    board.write(0, 0);
    board.add(frame.rows, frame.bytes);
    return totals;
  } finally {
    board.write(0, 0);
    await cleanUp(streamId, spool, delivery, context);
  }
}

/** What is left behind costs space and nothing else, whatever became of the rows. */
async function cleanUp(
  streamId: string,
  spool: SpoolFolder,
  { table }: Delivery,
  { sink, log }: RunContext,
): Promise<void> {
  try {
    await sink.dropFrame(streamId);
    await spool.tidy();
  } catch (thrown) {
    const { message } = asReplicatorError(thrown);
    log('warn', `What the frame had on the disk could not be removed: ${message}`, {
      table: sourceLabel(table.source),
    });
  }
}

async function fetchFrame(
  { streamId, folder }: { readonly streamId: string; readonly folder: string },
  delivery: Delivery,
  board: TableBoard,
  context: RunContext,
): Promise<{ readonly totals: FetchTotals; readonly frame: CollectedFrame }> {
  const request = {
    streamId,
    columns: delivery.table.columns,
    memoryBytes: context.memory.shares.frameBytes,
    folder,
  };
  const { received, fetched } = await fetchWhile(streamId, delivery, context, () =>
    context.sink.collect(request, (rows, bytes) => board.write(rows, bytes)),
  );
  if (received.status === 'rejected') throw received.reason;
  if (fetched.status === 'rejected') throw fetched.reason;
  board.retries += fetched.value.retries;
  board.wireBytes += fetched.value.wireBytes;
  return { totals: fetched.value, frame: received.value };
}

async function writeFrame(streamId: string, delivery: Delivery, board: TableBoard, context: RunContext): Promise<void> {
  // What is asked of the sink after a cancel is done to its end.
  throwIfCancelled(context.signal);
  board.enter('loading');
  const written = await context.sink.writeFrame(writeRequest(delivery, streamId, context));
  board.phases.add('append', written.appendMs);
  board.phases.add('checkpoint', written.commitMs);
  board.enter('extracting');
}

function noteSpill(
  { bytes, spilledBytes }: CollectedFrame,
  { table }: Delivery,
  board: TableBoard,
  { log }: RunContext,
): void {
  board.spilledBytes += spilledBytes;
  log('info', `The frame has ${formatBytes(bytes)}; ${formatBytes(spilledBytes)} of it went to the disk.`, {
    table: sourceLabel(table.source),
    bytes,
    spilledBytes,
  });
}
