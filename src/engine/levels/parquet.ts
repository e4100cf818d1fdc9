import { asReplicatorError, type ErrorCode, ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { SlicePlan, TablePlan } from '../../shared/plan.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { FetchTotals } from '../source/source.ts';
import { SpoolFolder } from '../spool/spool-folder.ts';
import { stagingName } from '../sql/target-statements.ts';
import type { SliceKey, SpooledChunk } from '../state/spool-state.ts';
import type { LevelPath } from './level-path.ts';
import { type Carrier, type Delivery, type EarlierSlice, readResults } from './read-result.ts';
import { streamChunks } from './streaming.ts';

/** Decompressed bytes of a file: what a kill costs at most, and enough for several row groups. */
const fileBytes = 256e6;

/**
 * Chunks become Parquet files in a spool beside the database, and the files of a slice are loaded together. What is in the
 * spool is not downloaded again, whatever has become of the statement.
 */
export const parquet: LevelPath = { read: (reading) => readResults(reading, spooling) };

const spooling: Carrier = {
  async carry(delivery: Delivery, board: TableBoard, context: RunContext): Promise<FetchTotals> {
    const { table, slice, missing, known } = delivery;
    const spool = new SpoolFolder(context.file, context.runId, table.target);
    await spool.create();
    const spooled = await usable(keyOf(table, slice, context), spool, context);
    board.add(sum(spooled, 'rows'), sum(spooled, 'bytes'));
    const wanted = missing.filter((chunk) => !spooled.some((one) => one.index === chunk.index));
    const rest = { ...delivery, missing: wanted, known: [...known, ...spooled] };
    const groupBytes = Math.min(fileBytes, context.limits.groupBytes);
    const fetched =
      wanted.length === 0
        ? { wireBytes: 0, retries: 0, downloadMs: 0, decodeMs: 0 }
        : await streamChunks(rest, board, context, { folder: spool.path, groupBytes });
    await load(delivery, spool, board, context);
    return fetched;
  },

  async recover({ table, slice, earlier }: EarlierSlice, board: TableBoard, context: RunContext): Promise<boolean> {
    const spool = new SpoolFolder(context.file, context.runId, table.target);
    const spooled = await usable(keyOf(table, slice, context), spool, context);
    const there = [...earlier.chunks, ...spooled];
    if (there.length !== earlier.manifestChunks || sum(there, 'rows') !== earlier.manifestRows) return false;
    context.log('debug', 'The whole slice is in the spool.', {
      table: sourceLabel(table.source),
      slice: slice.index,
      chunks: spooled.length,
    });
    await load({ table, slice }, spool, board, context);
    return true;
  },
};

/** What is in the spool and whole; the rest is forgotten, and fetched again. */
async function usable(key: SliceKey, spool: SpoolFolder, { spooled }: RunContext): Promise<readonly SpooledChunk[]> {
  const chunks = await spooled.list(key);
  const files = new Map(chunks.map(({ file }) => [file.name, file]));
  const checked = await Promise.all([...files.values()].map(async (file) => ({ file, whole: await spool.has(file) })));
  const broken = checked.filter(({ whole }) => !whole).map(({ file }) => file.name);
  if (broken.length === 0) return chunks;
  await spooled.forgetFiles(key, broken);
  return chunks.filter(({ file }) => !broken.includes(file.name));
}

/** Failures that have another reason than the files. */
const notOfTheFiles: ReadonlySet<ErrorCode> = new Set([
  'run.cancelled',
  'sink.diskFull',
  'sink.outOfMemory',
  'value.invalidText',
  'internal.threadEnded',
]);

/** All files of a slice into staging, some in each transaction. */
async function load(
  { table, slice }: { readonly table: TablePlan; readonly slice: SlicePlan },
  spool: SpoolFolder,
  board: TableBoard,
  context: RunContext,
): Promise<void> {
  const key = keyOf(table, slice, context);
  const staging = { name: stagingName(table.target, context.runId), columns: table.columns };
  board.enter('loading');
  try {
    for (const names of groupFiles(await context.spooled.list(key), context.limits.groupBytes)) {
      const files = names.map((name) => ({ name, path: spool.fileOf(name) }));
      await board.phases.time('append', () => context.spooled.load(key, staging, files));
    }
  } catch (thrown) {
    const error = asReplicatorError(thrown);
    if (notOfTheFiles.has(error.code)) throw error;
    await context.spooled.forget(key);
    throw new ReplicatorError('integrity.payload', `A file of the spool cannot be read: ${error.message}`, {
      facts: error.facts,
      subject: { table: sourceLabel(table.source) },
      cause: error,
    });
  }
  board.enter('extracting');
}

/** Names of files, so many together that a transaction writes about so many decompressed bytes. */
function groupFiles(chunks: readonly SpooledChunk[], groupBytes: number): readonly (readonly string[])[] {
  const sizes = new Map<string, number>();
  for (const { file, bytes } of chunks) sizes.set(file.name, (sizes.get(file.name) ?? 0) + bytes);
  const groups: string[][] = [];
  let filled = groupBytes;
  for (const [name, bytes] of sizes) {
    if (filled >= groupBytes) {
      groups.push([]);
      filled = 0;
    }
    groups.at(-1)?.push(name);
    filled += bytes;
  }
  return groups;
}

function keyOf(table: TablePlan, slice: SlicePlan, { runId }: RunContext): SliceKey {
  return { runId, source: sourceLabel(table.source), slice: slice.index };
}

function sum(chunks: readonly { readonly rows: number; readonly bytes: number }[], what: 'rows' | 'bytes'): number {
  return chunks.reduce((total, chunk) => total + chunk[what], 0);
}
