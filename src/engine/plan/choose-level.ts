import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { Level } from '../../shared/plan.ts';
import type { TableTask } from '../../shared/table-task.ts';
import { counted, formatBytes, formatDuration } from '../../shared/text/units.ts';
import { estimateFrameBytes, estimateSpoolBytes, estimateWireBytes } from './estimate.ts';

/** What the choice of a level depends on; what is absent is not known. */
export interface LevelCircumstances {
  readonly rows?: number;
  /** Size of the table's files, in bytes. */
  readonly bytes?: number;
  readonly columns: readonly ColumnMapping[];
  /** Of the transform, as `TransformPlan.needsAllRows`. */
  readonly needsAllRows?: boolean;
  /** Memory that a frame may take before it goes to the disk, in bytes. */
  readonly frameMemoryBytes: number;
  /** Bytes that the disk of the target file has left. */
  readonly freeBytes?: number;
  /** Bytes per second over the wire, as measured by earlier runs or as limited. */
  readonly wireBytesPerSecond?: number;
}

export interface ChosenLevel {
  readonly level: Level;
  /** One sentence a user can read. */
  readonly levelReason: string;
}

/** A download that takes longer is worth keeping on the disk: about what a broken one makes people wait again. */
const longSeconds = 600;
/** Above this, files that the warehouse writes cost less than results that it hands out. */
const volumeBytes = 1e9;

/**
 * The level that was asked for, or the one that suits.
 * @throws ReplicatorError `usage.invalid` for a transform, a spool or a volume with a level that has none
 */
export function chooseLevel(
  task: Pick<TableTask, 'level' | 'transform' | 'keepSpool' | 'volume'>,
  circumstances: LevelCircumstances,
): ChosenLevel {
  if (task.level === 'auto') return choose(task, circumstances);
  if (task.transform !== undefined && task.level !== 'pandas') {
    const message = `A transform needs the level pandas (or auto), and ${task.level} is asked for.`;
    throw new ReplicatorError('usage.invalid', message);
  }
  if (task.level !== 'parquet') {
    if (task.keepSpool === true) throw meansNothing('keepSpool', task.level);
    if (task.volume !== undefined) throw meansNothing('volume', task.level);
  }
  return { level: task.level, levelReason: 'asked for in the document' };
}

function meansNothing(key: 'keepSpool' | 'volume', level: Level): ReplicatorError {
  const message = `${key} has a meaning for the level parquet only; the level here is ${level}.`;
  return new ReplicatorError('usage.invalid', message);
}

function choose(
  task: Pick<TableTask, 'transform' | 'keepSpool' | 'volume'>,
  circumstances: LevelCircumstances,
): ChosenLevel {
  const { level, levelReason } = weigh(task, circumstances);
  if (task.volume === undefined || level === 'parquet') return { level, levelReason };
  const size = circumstances.bytes === undefined ? 'its size is not known' : 'the table is smaller';
  const why =
    level === 'pandas'
      ? 'files in it cannot be transformed'
      : `it pays from ${formatBytes(volumeBytes)} on, and ${size}`;
  return { level, levelReason: `${levelReason}; its volume is passed over: ${why}` };
}

function weigh(
  { transform, keepSpool, volume }: Pick<TableTask, 'transform' | 'keepSpool' | 'volume'>,
  circumstances: LevelCircumstances,
): ChosenLevel {
  const { bytes, rows, freeBytes, wireBytesPerSecond } = circumstances;
  if (transform !== undefined) return { level: 'pandas', levelReason: reasonForFrame(circumstances) };
  if (keepSpool === true) return { level: 'parquet', levelReason: 'its Parquet files are to be kept' };
  if (bytes === undefined) {
    return {
      level: 'streaming',
      levelReason: 'its size is not known, and streaming needs the same memory for every size',
    };
  }
  if (volume !== undefined && bytes >= volumeBytes) {
    return {
      level: 'parquet',
      levelReason: `at ${formatBytes(bytes)} it costs the warehouse least to write the files into the volume itself`,
    };
  }
  const size = rows === undefined ? formatBytes(bytes) : `${formatBytes(bytes)} with ${counted(rows, 'row')}`;
  const wireBytes = estimateWireBytes(bytes);
  const seconds = wireBytesPerSecond === undefined ? 0 : wireBytes / wireBytesPerSecond;
  if (wireBytesPerSecond === undefined || seconds < longSeconds) {
    return {
      level: 'streaming',
      levelReason: `at ${size} it goes straight into the table, without a detour over the disk`,
    };
  }
  const journey = `at ${formatBytes(wireBytesPerSecond)}/s its ${formatBytes(wireBytes)} take about ${formatDuration(seconds * 1000)}`;
  const needed = estimateSpoolBytes(bytes);
  if (freeBytes !== undefined && freeBytes < needed) {
    return {
      level: 'streaming',
      levelReason: `${journey}, but the ${formatBytes(freeBytes)} that the disk has left do not hold a spool beside the copy (${formatBytes(needed)})`,
    };
  }
  return {
    level: 'parquet',
    levelReason: `${journey}: what has arrived stays on the disk, and is not fetched twice while the result lives, or once a slice is whole`,
  };
}

function reasonForFrame({ bytes, needsAllRows, frameMemoryBytes }: LevelCircumstances): string {
  if (needsAllRows !== true)
    return 'its transform is computed on the columns of its rows, piece by piece as they arrive';
  const because = 'its transform needs the whole result as one frame';
  if (bytes === undefined)
    return `${because}; what does not fit into ${formatBytes(frameMemoryBytes)} goes to the disk for a while`;
  const frame = estimateFrameBytes(bytes);
  return frame <= frameMemoryBytes
    ? `${because}: about ${formatBytes(frame)}, for which there are ${formatBytes(frameMemoryBytes)} of memory`
    : `${because}: about ${formatBytes(frame)}, of which what does not fit into ${formatBytes(frameMemoryBytes)} goes to the disk for a while`;
}
