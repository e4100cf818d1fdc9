import type { Diagnostic } from '../shared/document/diagnostic.ts';
import { actions, type ErrorData } from '../shared/errors.ts';
import type { Plan } from '../shared/plan.ts';
import type { RunProgress } from '../shared/progress.ts';
import type { RunSummary, TableOutcome, VerifiedTable } from '../shared/receipt.ts';

/** What `--json` prints, one per line; documented in `docs/command-line.md`. */
export type CliEvent =
  | { readonly event: 'plan'; readonly plan: Plan }
  | { readonly event: 'progress'; readonly progress: RunProgress }
  | { readonly event: 'table'; readonly outcome: TableOutcome }
  | { readonly event: 'verified'; readonly table: VerifiedTable }
  | { readonly event: 'undone'; readonly runId: string; readonly sentences: readonly string[] }
  | { readonly event: 'diagnostic'; readonly file: string; readonly diagnostic: Diagnostic }
  | { readonly event: 'error'; readonly error: ErrorData; readonly action: string }
  | {
      readonly event: 'summary';
      readonly state: RunSummary['state'] | 'equal' | 'different';
      readonly runId?: string;
      readonly tables: { readonly total: number; readonly done: number; readonly failed: number };
      readonly durationMs: number;
      readonly unrecorded?: string;
    };

export function eventLine(event: CliEvent): string {
  return `${JSON.stringify(event)}\n`;
}

export function errorEvent(error: ErrorData): CliEvent {
  const { stack: _, ...shown } = error;
  return { event: 'error', error: shown, action: actions[error.code] };
}

export function summaryEvents(summary: RunSummary): readonly CliEvent[] {
  const { runId, state, tables, durationMs, unrecorded } = summary;
  const count = (wanted: TableOutcome['state']): number => tables.filter((table) => table.state === wanted).length;
  return [
    ...tables.map((outcome): CliEvent => ({ event: 'table', outcome })),
    {
      event: 'summary',
      state,
      runId,
      tables: { total: tables.length, done: count('done'), failed: count('failed') },
      durationMs,
      ...(unrecorded === undefined ? {} : { unrecorded }),
    },
  ];
}

export function verifiedEvents(tables: readonly VerifiedTable[], durationMs: number): readonly CliEvent[] {
  const count = (wanted: VerifiedTable['state']): number => tables.filter((table) => table.state === wanted).length;
  const state = count('different') > 0 ? 'different' : count('failed') > 0 ? 'failed' : 'equal';
  return [
    ...tables.map((table): CliEvent => ({ event: 'verified', table })),
    {
      event: 'summary',
      state,
      tables: { total: tables.length, done: count('equal'), failed: count('failed') },
      durationMs,
    },
  ];
}
