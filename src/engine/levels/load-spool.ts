import { throwIfCancelled } from '../../shared/cancellation.ts';
import { asReplicatorError, type ErrorCode, ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { SlicePlan, TablePlan } from '../../shared/plan.ts';
import { GroupSize } from '../memory/group-size.ts';
import type { TableBoard } from '../run/progress-board.ts';
import type { RunContext } from '../run/run-context.ts';
import type { SpoolFolder } from '../spool/spool-folder.ts';
import { stagingName } from '../sql/target-statements.ts';
import type { SliceKey } from '../state/checkpoint.ts';
import type { SpooledChunk } from '../state/spool-state.ts';
import { noteSmallerGroups } from './note-smaller-groups.ts';

/** A slice whose rows are in the spool. */
export interface SpooledSlice {
  readonly table: TablePlan;
  readonly slice: SlicePlan;
  readonly spool: SpoolFolder;
}

export function keyOf({ table, slice }: Omit<SpooledSlice, 'spool'>, { runId }: RunContext): SliceKey {
  return { runId, source: sourceLabel(table.source), slice: slice.index };
}

/** What is in the spool and whole; the rest is removed, and fetched again. */
export async function wholeChunks(spooled: SpooledSlice, context: RunContext): Promise<readonly SpooledChunk[]> {
  const chunks = await context.spooled.list(keyOf(spooled, context));
  const files = new Map(chunks.map(({ file }) => [file.name, file]));
  const checked = await Promise.all(
    [...files.values()].map(async (file) => ({ file, whole: await spooled.spool.has(file) })),
  );
  const broken = checked.filter(({ whole }) => !whole).map(({ file }) => file.name);
  if (broken.length === 0) return chunks;
  await discardFiles(broken, spooled, context);
  return chunks.filter(({ file }) => !broken.includes(file.name));
}

/** A record without its file would be a lie, so it goes first. */
async function discardFiles(names: readonly string[], spooled: SpooledSlice, context: RunContext): Promise<void> {
  await context.spooled.forgetFiles(keyOf(spooled, context), names);
  await spooled.spool.discard(names);
}

/**
 * All files of a slice into staging, some in each transaction; fewer, and in one thread, where DuckDB has no memory left.
 * @throws ReplicatorError `integrity.payload` where a file cannot be read; it is fetched again by whoever resumes
 */
export async function loadSpool(spooled: SpooledSlice, board: TableBoard, context: RunContext): Promise<void> {
  const { table, slice, spool } = spooled;
  const key = keyOf(spooled, context);
  const { threads } = context.limits;
  const size = new GroupSize(context.memory, threads);
  board.enter('loading');
  let chunks = await context.spooled.list(key);
  while (chunks.length > 0) {
    // A commit is not interrupted, and what is asked of the sink after a cancel is not what was cancelled.
    throwIfCancelled(context.signal);
    const group = nextGroup(chunks, size.bytes);
    const files = group.names.map((name) => ({ name, path: spool.fileOf(name) }));
    const loading = {
      name: stagingName(table.target, context.runId),
      columns: table.columns,
      exported: table.volume !== undefined,
      oneThread: size.threads < threads,
    };
    try {
      const { appendMs, commitMs } = await context.spooled.load(key, loading, files);
      board.phases.add('append', appendMs);
      board.phases.add('checkpoint', commitMs);
      chunks = chunks.filter(({ file }) => !group.names.includes(file.name));
    } catch (thrown) {
      const error = asReplicatorError(thrown);
      const least = group.names.length === 1 && size.threads === 1;
      if (error.code !== 'sink.outOfMemory' || least || !size.halve(group.bytes)) {
        throw await explain(error, group.names, spooled, context);
      }
      await noteSmallerGroups({ table, slice }, size, board, context);
      // A commit that was answered with an error may be in all the same.
      chunks = await context.spooled.list(key);
    }
  }
  board.enter('extracting');
}

/** Names of files, so many together that a transaction writes about so many decompressed bytes; at least one. */
function nextGroup(
  chunks: readonly SpooledChunk[],
  groupBytes: number,
): { readonly names: readonly string[]; readonly bytes: number } {
  const names = new Set<string>();
  let bytes = 0;
  for (const chunk of chunks) {
    if (bytes >= groupBytes && !names.has(chunk.file.name)) continue;
    names.add(chunk.file.name);
    bytes += chunk.bytes;
  }
  return { names: [...names], bytes };
}

/** What DuckDB says where it cannot read a file; it may say the same for other reasons. */
const perhapsOfFiles: ReadonlySet<ErrorCode> = new Set([
  'sink.corrupt',
  'sink.failed',
  'sink.unwritable',
  'value.outOfRange',
  'value.invalidText',
]);

/** The files themselves tell whether they are the reason: one that cannot be read is removed, with its records. */
async function explain(
  error: ReplicatorError,
  names: readonly string[],
  spooled: SpooledSlice,
  context: RunContext,
): Promise<ReplicatorError> {
  if (!perhapsOfFiles.has(error.code)) return error;
  const broken: string[] = [];
  for (const name of names) {
    throwIfCancelled(context.signal);
    const failure = await failureOf(context.spooled.readThrough(spooled.spool.fileOf(name)));
    if (failure !== undefined && perhapsOfFiles.has(failure.code)) broken.push(name);
    else if (failure !== undefined) return failure;
  }
  if (broken.length === 0) return error;
  await discardFiles(broken, spooled, context);
  return new ReplicatorError('integrity.payload', `A file of the spool cannot be read: ${error.message}`, {
    facts: error.facts,
    subject: { table: sourceLabel(spooled.table.source) },
    cause: error,
  });
}

async function failureOf(work: Promise<void>): Promise<ReplicatorError | undefined> {
  try {
    await work;
    return undefined;
  } catch (thrown) {
    return asReplicatorError(thrown);
  }
}
