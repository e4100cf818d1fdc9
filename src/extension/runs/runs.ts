import type { Event, Uri } from 'vscode';
import type { Plan } from '../../shared/plan.ts';
import type { RunRecord } from '../../shared/run-record.ts';

export interface StartOptions {
  readonly plan?: Plan;
  /** The engine's id of a run to go on with, wherever that was begun. */
  readonly resume?: string;
}

/** Everything that is being copied, and what has been. */
export interface Runs {
  /** The record that is new or changed, complete; undefined where one was taken away. */
  readonly onDidChange: Event<RunRecord | undefined>;
  /** Newest first. */
  list(): readonly RunRecord[];
  find(id: string): RunRecord | undefined;
  /**
   * Plans (unless a plan is given that was shown), runs, and tells the end in one message. Resolves with the record as
   * it starts; never rejects for what a run can say itself.
   */
  start(document: Uri, options?: StartOptions): Promise<RunRecord>;
  resume(id: string): Promise<RunRecord>;
  cancel(id: string): Promise<void>;
  /** Resolves with the final record. */
  ended(id: string): Promise<RunRecord>;
  /** Takes an ended run off the list; the copy stays. */
  forget(id: string): void;
  /** What it replaced is back in place. */
  undone(id: string): void;
}
