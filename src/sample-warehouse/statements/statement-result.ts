import type { StoredResult } from '../results/stored-result.ts';
import type { ResultColumn } from '../sql/sql-engine.ts';
import type { JsonRow } from './json-rows.ts';

/** What a succeeded statement has to give. */
export type StatementResult =
  | {
      readonly kind: 'json';
      readonly columns: readonly ResultColumn[];
      readonly rows: readonly JsonRow[];
      readonly truncated: boolean;
    }
  | { readonly kind: 'links'; readonly stored: StoredResult }
  /** Small enough to come with the reply itself. */
  | { readonly kind: 'attachment'; readonly stored: StoredResult; readonly base64: string };
