import type { ErrorData } from '../errors.ts';
import type { RowSample } from '../rows.ts';

/** What rows are looked at; a query belongs to a file, and may be another one every time. */
export type PreviewKind = 'source' | 'local' | 'query';

export type PreviewResult =
  | { readonly kind: 'none' }
  /** `note` says what takes time, e.g. that the warehouse is starting. */
  | { readonly kind: 'running'; readonly since: number; readonly note?: string }
  | { readonly kind: 'rows'; readonly sample: RowSample }
  | { readonly kind: 'failed'; readonly error: ErrorData; readonly text: string; readonly remedies: readonly string[] };

/** Everything that a preview shows. */
export interface PreviewState {
  readonly kind: PreviewKind;
  /** What the rows are of: `samples.tpch.lineitem`, or a file's name. */
  readonly title: string;
  /** Where it is: the connection, or the folder of the file. */
  readonly place: string;
  /** At most so many rows. */
  readonly limit: number;
  /** Of a query: what was last run. */
  readonly sql: string;
  /** Of a query: what was run before in this file, newest first. */
  readonly history: readonly string[];
  readonly result: PreviewResult;
}

/** What the page asks of the editor. */
export interface PreviewHost {
  pull(): Promise<PreviewState>;
  /** Reads the rows again, with the statement of a query; resolves when they are there or why they are not. */
  run(limit: number, sql: string): Promise<void>;
  cancel(): Promise<void>;
  copy(text: string): Promise<void>;
  /** Carries out one of the remedies of the error that is shown, by its title. */
  remedy(title: string): Promise<void>;
}

/** What the editor tells the page: complete every time. */
export interface PreviewView {
  onState(state: PreviewState): void;
}
