import type { TimeTravel } from './read-travel.ts';
import type { SqlParameter } from './sql-engine.ts';
import type { Token } from './tokenize.ts';
import type { Questions } from './typed/questions.ts';

/** What a statement reads, in DuckDB's SQL: an expression that can stand after FROM. */
export interface Relations {
  table(parts: readonly string[], travel: TimeTravel | undefined, at: string): Promise<string>;
  /** Whether a table of this name exists. */
  knows(parts: readonly string[]): boolean;
  /** Columns that DuckDB knows by another name, as only letter case tells them apart. */
  renamedColumns(parts: readonly string[]): ReadonlyMap<string, string>;
  changes(name: string, from: number | string, to: number | string | undefined): Promise<string>;
}

export interface Statement {
  readonly sql: string;
  readonly tokens: readonly Token[];
  readonly parameters: readonly SqlParameter[];
  readonly user: string;
  readonly catalog: string;
  readonly schema: string;
  /** Shared by the statement and the views that it reads. */
  readonly questions: Questions;
}
