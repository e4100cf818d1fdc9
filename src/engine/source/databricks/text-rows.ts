import type { StatementAnswer } from './statement-answers.ts';

/** A few rows as text. */
export interface TextRows {
  readonly rows: readonly (readonly (string | null)[])[];
  /** The result has rows that are not among these. */
  readonly more: boolean;
}

/** The first chunk, which is within the answer. */
export function toTextRows({ manifest, result }: Pick<StatementAnswer, 'manifest' | 'result'>): TextRows {
  return {
    rows: result?.data_array ?? [],
    more: manifest?.truncated === true || (manifest?.total_chunk_count ?? 0) > 1,
  };
}
