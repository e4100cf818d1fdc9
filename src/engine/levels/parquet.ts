import { sourceLabel } from '../../shared/names.ts';
import type { TablePlan } from '../../shared/plan.ts';
import { leastMemoryFor } from '../memory/row-width.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { FetchTotals } from '../source/source.ts';
import { SpoolFolder } from '../spool/spool-folder.ts';
import type { LevelPath } from './level-path.ts';
import { loadSpool, wholeChunks } from './load-spool.ts';
import { type Carrier, type Delivery, type EarlierSlice, readResults } from './read-result.ts';
import { streamChunks } from './streaming.ts';
import { readExports } from './volume-exports.ts';

/** Decompressed bytes of a file: what a kill costs at most, and enough for several row groups. */
const mostFileBytes = 256e6;

/**
 * A file is the least that is loaded at once, beside the row group that is not full yet: where that one takes most of
 * DuckDB's memory, files are small.
 */
function fileBytes(table: TablePlan, { limits, memory }: RunContext): number {
  const { duckdbBytes } = memory.shares;
  const share = leastMemoryFor(table) > duckdbBytes / 2 ? 8 : 2;
  return Math.min(mostFileBytes, limits.groupBytes, Math.floor(duckdbBytes / share));
}

/**
 * Chunks become Parquet files in a spool beside the database, or are such files of a volume, and the files of a slice are
 * loaded together. What is in the spool is not downloaded again while the result lives, or once the whole slice is there.
 */
export const parquet: LevelPath = {
  read: (reading) => {
    const { volume } = reading.table;
    return volume === undefined ? readResults(reading, spooling) : readExports(volume, reading);
  },
};

const spooling: Carrier = {
  async carry(delivery: Delivery, board: TableBoard, context: RunContext): Promise<FetchTotals> {
    const { table, slice, missing, known } = delivery;
    const spool = new SpoolFolder(context.file, context.runId, table.target);
    await spool.create();
    const spooled = await wholeChunks({ table, slice, spool }, context);
    board.add(sum(spooled, 'rows'), sum(spooled, 'bytes'));
    const wanted = missing.filter((chunk) => !spooled.some((one) => one.index === chunk.index));
    const rest = { ...delivery, missing: wanted, known: [...known, ...spooled] };
    const fetched =
      wanted.length === 0
        ? { wireBytes: 0, retries: 0, downloadMs: 0, decodeMs: 0 }
        : await streamChunks(rest, board, context, {
            folder: spool.path,
            groupBytes: fileBytes(table, context),
            committed: () => wholeChunks({ table, slice, spool }, context),
          });
    await loadSpool({ table, slice, spool }, board, context);
    return fetched;
  },

  async recover({ table, slice, earlier }: EarlierSlice, board: TableBoard, context: RunContext): Promise<boolean> {
    const spool = new SpoolFolder(context.file, context.runId, table.target);
    const spooled = await wholeChunks({ table, slice, spool }, context);
    const there = [...earlier.chunks, ...spooled];
    if (there.length !== earlier.manifestChunks || sum(there, 'rows') !== earlier.manifestRows) return false;
    context.log('debug', 'The whole slice is in the spool.', {
      table: sourceLabel(table.source),
      slice: slice.index,
      chunks: spooled.length,
    });
    await loadSpool({ table, slice, spool }, board, context);
    return true;
  },

  discard: ({ table, slice }, context) =>
    new SpoolFolder(context.file, context.runId, table.target).discardSlice(slice.index),
};

function sum(chunks: readonly { readonly rows: number; readonly bytes: number }[], what: 'rows' | 'bytes'): number {
  return chunks.reduce((total, chunk) => total + chunk[what], 0);
}
