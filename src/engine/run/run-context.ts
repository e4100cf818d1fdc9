import type { Limits } from '../../shared/plan.ts';
import type { EngineLog } from '../engine-log.ts';
import type { RunMemory } from '../memory/run-memory.ts';
import type { Sink } from '../sink/sink.ts';
import type { Bandwidth } from '../source/fetch/bandwidth.ts';
import type { BulkReader, ChunkFetcher, ControlSession, RowReader, VolumeFiles } from '../source/source.ts';
import type { RunState } from '../state/run-state.ts';
import type { SpoolState } from '../state/spool-state.ts';

/** What the tables of one run share. */
export interface RunContext {
  readonly runId: string;
  /** The DuckDB file, as `resolveTarget` gives it. */
  readonly file: string;
  /** An earlier part of this run has left something behind. */
  readonly resumed: boolean;
  readonly limits: Limits;
  readonly memory: RunMemory;
  /** A group of chunks is committed at the latest after this long. */
  readonly groupMs: number;
  /** The copy that a table replaces stays, hidden, until the next one. */
  readonly keepPrevious: boolean;
  readonly sink: Sink;
  readonly state: RunState;
  readonly spooled: SpoolState;
  readonly bulk: BulkReader;
  readonly rows: RowReader;
  readonly volumes: VolumeFiles;
  /** Of downloads in this thread; those of the fetching thread have their own. */
  readonly bandwidth: Bandwidth;
  readonly fetcher: ChunkFetcher;
  readonly control: ControlSession;
  readonly signal: AbortSignal;
  readonly log: EngineLog;
}
