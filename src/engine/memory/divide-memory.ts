import type { Limits } from '../../shared/plan.ts';
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

/** How the memory that the engine's process may take is divided; in bytes. */
export interface MemoryShares {
  /** DuckDB's own limit. */
  readonly duckdbBytes: number;
  /** Decompressed bytes that all tables together may have fetched and not yet written. */
  readonly flightBytes: number;
  /** Decompressed bytes after which a group of chunks is committed. */
  readonly groupBytes: number;
}

/**
 * Beyond the base, DuckDB gets nearly half and chunks under way a fifth; the rest is for what nobody can count: compressed
 * files beside the decompressed ones, and memory that was given back and not taken back yet. A limit that is too low for
 * the base, or for the width of a table, cannot be held; then each gets the least with which it works.
 * @param tables that are to be written
 */
export function divideMemory(
  { memoryBytes, groupBytes }: Pick<Limits, 'memoryBytes' | 'groupBytes'>,
  tables: readonly TableShape[] = [],
): MemoryShares {
  const shared = Math.max(0, memoryBytes - baseBytes);
  const needed = Math.max(leastDuckdbBytes, ...tables.map((table) => Math.min(mostNeeded, leastMemoryFor(table))));
  const duckdbBytes = Math.max(needed, Math.floor(shared * 0.45));
  return {
    duckdbBytes,
    flightBytes: Math.max(leastFlightBytes, Math.floor(Math.min(shared * 0.2, shared - duckdbBytes))),
    groupBytes: Math.min(groupBytes, Math.max(leastGroupBytes, duckdbBytes * 4)),
  };
}
