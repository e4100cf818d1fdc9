import type { ErrorData } from './errors.ts';
import type { RunProgress } from './progress.ts';
import type { RunSummary } from './receipt.ts';

export type RunRecordState =
  | 'waiting'
  | 'planning'
  | 'running'
  | 'cancelling'
  | 'done'
  | 'failed'
  | 'cancelled'
  /** The engine or the window went away in the middle; can be resumed. */
  | 'interrupted';

/** One run as the editor knows it, from the click to the receipt; JSON-safe and complete. */
export interface RunRecord {
  readonly id: string;
  /** URI of the replication document. */
  readonly document: string;
  /** What is copied, for people: `samples.tpch.lineitem`, or `8 tables of samples.tpch`. */
  readonly title: string;
  /** Label of the connection. */
  readonly connection: string;
  /** Of the editor's connection, known once it is open. */
  readonly connectionId?: string;
  /** Absolute path of the DuckDB file. */
  readonly file: string;
  readonly state: RunRecordState;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt?: string;
  /** The engine's id, known from the first progress on. */
  readonly runId?: string;
  readonly progress?: RunProgress;
  readonly summary?: RunSummary;
  /** How long all tables under way stood still because the warehouse was starting. */
  readonly waitedForWarehouseMs?: number;
  /** Why the run as a whole could not be carried out. */
  readonly error?: ErrorData;
  /** Going on with it makes sense: rows are checkpointed, and the document is as it was. */
  readonly resumable: boolean;
  /** What it replaced is still there. */
  readonly undoable: boolean;
}
