import type { TableOrigin } from '../../shared/local-file.ts';
import type { Receipt } from '../../shared/receipt.ts';
import type { SinkRow } from '../sink/sink.ts';
import { text } from '../state/state-text.ts';

/**
 * @param row - of `listOrigins`
 * @param relations - of `listRelations`
 * @returns undefined where the row is damaged: it says nothing of its table then
 */
export function readOrigin(row: SinkRow, relations: readonly SinkRow[]): TableOrigin | undefined {
  try {
    const { startedAt, durationMs, level, mode, validation, rows } = JSON.parse(text(row.receipt)) as Receipt;
    const { previous } = row;
    const kept =
      previous === '' || relations.some((one) => one.schema_name === row.target_schema && one.name === previous);
    return {
      runId: text(row.run_id),
      source: text(row.source),
      host: text(row.host),
      ...(row.version === null ? {} : { version: Number(row.version) }),
      begunAt: new Date(Number(row.begun_ms)).toISOString(),
      copiedAt: new Date(Date.parse(startedAt) + durationMs).toISOString(),
      level,
      mode,
      validation,
      rows: rows.stored,
      undoable: previous !== null && kept,
    };
  } catch {
    return undefined;
  }
}
