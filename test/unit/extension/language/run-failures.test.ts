import { expect, it } from 'vitest';
import { runFailures } from '../../../../src/extension/language/run-failures.ts';
import { ReplicatorError, toErrorData } from '../../../../src/shared/errors.ts';
import type { RunRecord } from '../../../../src/shared/run-record.ts';

const text = `connection: sample
target: lake.duckdb
tables:
  - samples.types.*
  - source: samples.types.denied
    target: x.y
`;

const record: RunRecord = {
  id: 'x',
  document: 'file:///x.replication.yaml',
  title: 'x',
  connection: 'x',
  file: '/lake.duckdb',
  state: 'failed',
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: '2026-01-01T00:00:01Z',
  resumable: false,
  undoable: false,
};

const denied = toErrorData(new ReplicatorError('auth.forbidden', 'You may not read it.'));

/** What is marked, and with which message. */
function marked(changes: Partial<RunRecord>): readonly (readonly [string, string])[] {
  return runFailures(text, { ...record, ...changes }).map(({ start, end, message }) => [
    text.slice(start, end),
    message,
  ]);
}

function failed(...sources: readonly string[]): Partial<RunRecord> {
  const tables = sources.map((source) => ({ state: 'failed' as const, source, target: 'x.y', error: denied }));
  return { summary: { runId: 'r', state: 'failed', durationMs: 1, tables } };
}

it('marks the entry that names a table, else the one whose wildcards reach it', () => {
  const message = 'You may not read it. Ask the owner for the grant that the message names.';
  expect(marked(failed('samples.types.denied', 'samples.types.other'))).toEqual([
    ['source: samples.types.denied\n    target: x.y', `samples.types.denied: ${message}`],
    ['samples.types.*', `samples.types.other: ${message}`],
  ]);
});

it('marks the first line where no entry is meant', () => {
  expect(marked({ error: denied }).map(([place]) => place)).toEqual(['connection: sample']);
  expect(marked(failed('a.b.c')).map(([place]) => place)).toEqual(['connection: sample']);
});

it('has nothing to say of a run that went well or was cancelled', () => {
  expect(marked({})).toEqual([]);
  expect(marked({ error: toErrorData(new ReplicatorError('run.cancelled', 'Cancelled.')) })).toEqual([]);
});
