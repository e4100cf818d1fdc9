import type { Limits, TablePlan } from '../../shared/plan.ts';
import { leastMemoryFor, type TableShape } from './row-width.ts';

const mebibyte = 2 ** 20;

/** What a process takes that copies next to nothing: the runtime, its threads, the libraries. Measured. */
const baseBytes = 220 * mebibyte;
/** Below this DuckDB has no room for its own work. */
const leastDuckdbBytes = 96 * mebibyte;
/** However wide a table is, it gets no more than this beyond the limit. */
const mostNeeded = 1024 * mebibyte;
/** One chunk as the service makes them, and the next one. */
const leastFlightBytes = 40 * mebibyte;
const leastGroupBytes = 32 * mebibyte;
/** Of one frame; what does not fit goes to the disk, a chunk at a time. */
const leastFrameBytes = 8 * mebibyte;

/** Parts of what lies beyond the base. */
const withoutFrames = { duckdb: 0.4, flight: 0.17 };
const withFrames = { duckdb: 0.33, flight: 0.13 };
const frameShare = 0.17;

/** How the memory that the engine's process may take is divided; in bytes. */
export interface MemoryShares {
  /** DuckDB's own limit. */
  readonly duckdbBytes: number;
  /** Decompressed bytes that all tables together may have fetched and not yet written. */
  readonly flightBytes: number;
  /** Decompressed bytes after which a group of chunks is committed. */
  readonly groupBytes: number;
  /** However short memory is: groups that leave row groups half filled cost more of it than they save. */
  readonly leastGroupBytes: number;
  /** Decompressed bytes of one frame that stay in memory until it has been written. */
  readonly frameBytes: number;
}

/** A table to write, as far as it says what memory it needs. */
export type TableMemory = TableShape & Partial<Pick<TablePlan, 'transform'>>;

/**
 * Beyond the base, DuckDB gets two fifths and chunks under way a sixth; the rest is for what nobody can count: compressed
 * files beside the decompressed ones, and memory that was given back and not taken back yet. Where there are frames, both
 * get less, and the frames that may be there at once share a sixth. A limit that is too low for the base, or for the width
 * of a table, cannot be held; then each gets the least with which it works.
 * @param tables that are to be written
 */
export function divideMemory(
  limits: Pick<Limits, 'memoryBytes' | 'groupBytes' | 'tables'>,
  tables: readonly TableMemory[] = [],
): MemoryShares {
  const { memoryBytes, groupBytes } = limits;
  const frames = tables.filter(({ transform }) => transform?.needsAllRows === true).length;
  const parts = frames === 0 ? withoutFrames : withFrames;
  const shared = sharedBytes(memoryBytes);
  const widest = Math.max(0, ...tables.map((table) => Math.min(mostNeeded, leastMemoryFor(table))));
  const needed = Math.max(leastDuckdbBytes, widest);
  const duckdbBytes = Math.max(needed, Math.floor(shared * parts.duckdb));
  // What a wide table needs beyond DuckDB's part is taken from the chunks under way.
  const flightBytes = Math.floor(shared * (parts.duckdb + parts.flight)) - duckdbBytes;
  return {
    duckdbBytes,
    flightBytes: Math.max(leastFlightBytes, flightBytes),
    groupBytes: Math.min(groupBytes, Math.max(leastGroupBytes, duckdbBytes * 4)),
    leastGroupBytes: Math.min(groupBytes, Math.max(leastGroupBytes, widest * 4)),
    frameBytes: divideFrames(limits, frames),
  };
}

/** Of one frame, in bytes. @param frames of the whole run; not more than `tables` are there at once */
export function divideFrames({ memoryBytes, tables }: Pick<Limits, 'memoryBytes' | 'tables'>, frames: number): number {
  const atOnce = Math.max(1, Math.min(tables, frames));
  return Math.max(leastFrameBytes, Math.floor((sharedBytes(memoryBytes) * frameShare) / atOnce));
}

function sharedBytes(memoryBytes: number): number {
  return Math.max(0, memoryBytes - baseBytes);
}
