import type { ReplicatorError } from '../../shared/errors.ts';
import type { TransformPlan } from '../../shared/plan.ts';
import type { TableTask } from '../../shared/table-task.ts';
import type { SliceBounds } from '../plan/slices.ts';
import type { ExistingTable } from '../sink/sink.ts';
import type { SourceTable } from '../source/source.ts';

/** What was found out about one table task before planning; everything the plan depends on. */
export interface Assessment {
  readonly task: TableTask;
  readonly table: SourceTable;
  /** The newest Delta version, where the table can be read at one. */
  readonly version?: number;
  readonly unpinnedReason?: string;
  /** Rows at that version, before any filter. */
  readonly rows?: number;
  /** Size of the table's files, in bytes. */
  readonly bytes?: number;
  /** With the types that it makes. */
  readonly transform?: TransformPlan;
  /** Measured only for tables above the size of a slice. */
  readonly bounds?: Omit<SliceBounds, 'target'>;
}

export type AssessedTask =
  | { readonly assessment: Assessment }
  | { readonly task: TableTask; readonly error: ReplicatorError };

/** What the target file holds now; empty where there is no file yet. */
export type ExistingTables = readonly ExistingTable[];
