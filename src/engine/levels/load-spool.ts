import { asReplicatorError, type ErrorCode, ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { SlicePlan, TablePlan } from '../../shared/plan.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { SpoolFolder } from '../spool/spool-folder.ts';
import { stagingName } from '../sql/target-statements.ts';
import type { SliceKey, SpooledChunk } from '../state/spool-state.ts';

/** A slice whose rows are in the spool. */
export interface SpooledSlice {
  readonly table: TablePlan;
  readonly slice: SlicePlan;
  readonly spool: SpoolFolder;
}

export function keyOf({ table, slice }: Omit<SpooledSlice, 'spool'>, { runId }: RunContext): SliceKey {
  return { runId, source: sourceLabel(table.source), slice: slice.index };
}

/** What is in the spool and whole; the rest is forgotten, and fetched again. */
export async function wholeChunks(spooled: SpooledSlice, context: RunContext): Promise<readonly SpooledChunk[]> {
  const key = keyOf(spooled, context);
  const chunks = await context.spooled.list(key);
  const files = new Map(chunks.map(({ file }) => [file.name, file]));
  const checked = await Promise.all(
    [...files.values()].map(async (file) => ({ file, whole: await spooled.spool.has(file) })),
  );
  const broken = checked.filter(({ whole }) => !whole).map(({ file }) => file.name);
  if (broken.length === 0) return chunks;
  await context.spooled.forgetFiles(key, broken);
  return chunks.filter(({ file }) => !broken.includes(file.name));
}

/** Failures that have another reason than the files. */
const notOfTheFiles: ReadonlySet<ErrorCode> = new Set([
  'run.cancelled',
  'sink.diskFull',
  'sink.outOfMemory',
  'value.invalidText',
  'type.wireMismatch',
  'internal.threadEnded',
]);

/**
 * All files of a slice into staging, some in each transaction.
 * @throws ReplicatorError `integrity.payload` where a file cannot be read; then the spool is forgotten
 */
export async function loadSpool(spooled: SpooledSlice, board: TableBoard, context: RunContext): Promise<void> {
  const { table, spool } = spooled;
  const key = keyOf(spooled, context);
  const staging = {
    name: stagingName(table.target, context.runId),
    columns: table.columns,
    exported: table.volume !== undefined,
  };
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
