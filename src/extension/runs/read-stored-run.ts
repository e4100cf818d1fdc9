import { retryPolicies } from '../../shared/errors.ts';
import type { RunRecordState } from '../../shared/run-record.ts';
import type { StoredRun } from './run-store.ts';

const states: Record<RunRecordState, true> = {
  waiting: true,
  planning: true,
  running: true,
  cancelling: true,
  done: true,
  failed: true,
  cancelled: true,
  interrupted: true,
};

/** What another version of this extension may have written: undefined where it is not sound. */
export function readStoredRun(kept: unknown): StoredRun | undefined {
  return isStoredRun(kept) ? kept : undefined;
}

function isStoredRun(value: unknown): value is StoredRun {
  const { record, owners, workspace, seenAt } = fieldsOf(value);
  return (
    isRecord(fieldsOf(record)) &&
    isListOf(owners, (pid) => typeof pid === 'number') &&
    typeof workspace === 'string' &&
    isTime(seenAt)
  );
}

function isRecord(fields: Fields): boolean {
  const { state, startedAt, endedAt = startedAt, runId = '', connectionId = '', error, summary } = fields;
  return (
    hasTexts(fields, 'id', 'document', 'title', 'connection', 'file') &&
    typeof state === 'string' &&
    Object.hasOwn(states, state) &&
    isTime(startedAt) &&
    isTime(endedAt) &&
    typeof runId === 'string' &&
    typeof connectionId === 'string' &&
    typeof fields.resumable === 'boolean' &&
    typeof fields.undoable === 'boolean' &&
    (error === undefined || isError(fieldsOf(error))) &&
    (summary === undefined || isSummary(fieldsOf(summary)))
  );
}

function isError(fields: Fields): boolean {
  const { code, subject } = fields;
  return (
    hasTexts(fields, 'code', 'message') &&
    Object.hasOwn(retryPolicies, String(code)) &&
    typeof subject === 'object' &&
    subject !== null
  );
}

function isSummary({ state, durationMs, tables }: Fields): boolean {
  const ended = state === 'done' || state === 'failed' || state === 'cancelled';
  return ended && typeof durationMs === 'number' && isListOf(tables, (one) => isOutcome(fieldsOf(one)));
}

function isOutcome(fields: Fields): boolean {
  if (!hasTexts(fields, 'source', 'target')) return false;
  if (fields.state === 'done') return isReceipt(fieldsOf(fields.receipt));
  return fields.state === 'failed' ? isError(fieldsOf(fields.error)) : fields.state === 'cancelled';
}

function isReceipt(fields: Fields): boolean {
  return (
    hasTexts(fields, 'source', 'target') &&
    typeof fieldsOf(fields.rows).stored === 'number' &&
    isListOf(fields.statementIds, (id) => typeof id === 'string') &&
    isListOf(fields.notes, (note) => typeof note === 'string')
  );
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function hasTexts(fields: Fields, ...names: readonly string[]): boolean {
  return names.every((name) => typeof fields[name] === 'string');
}

function isListOf(value: unknown, fits: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(fits);
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}
