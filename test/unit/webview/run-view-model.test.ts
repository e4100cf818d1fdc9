import { expect, test } from 'vitest';
import type { TablePhase, TableProgress } from '../../../src/shared/progress.ts';
import type { Receipt } from '../../../src/shared/receipt.ts';
import type { RunRecord } from '../../../src/shared/run-record.ts';
import { runTables, runTotals, spokenState } from '../../../webview/panel/models/run-view-model.ts';

const record: RunRecord = {
  id: 'r',
  document: 'd',
  title: 't',
  connection: 'c',
  file: 'f',
  state: 'running',
  startedAt: '2026-01-01T00:00:00Z',
  resumable: false,
  undoable: false,
};

function table(source: string, phase: TablePhase, rows: number, totalRows?: number): TableProgress {
  return {
    source,
    target: source,
    phase,
    rows,
    bytes: rows * 8,
    slices: { done: 0, total: 2 },
    retries: 1,
    elapsedMs: 0,
    rowsPerSecond: 10,
    bytesPerSecond: 80,
    ...(totalRows === undefined ? {} : { totalRows }),
  };
}

test('while it goes on, what fails and what moves stands first', () => {
  const tables = [
    table('a', 'done', 1),
    table('b', 'waiting', 0),
    table('c', 'extracting', 1),
    table('d', 'failed', 0),
  ];
  const progress = { runId: 'e', elapsedMs: 1, tables };
  expect(runTables({ ...record, progress }).map(({ source }) => source)).toEqual(['d', 'c', 'b', 'a']);
});

test('totals know the end only where every table does', () => {
  const known = { runId: 'e', elapsedMs: 10_000, tables: [table('a', 'extracting', 25, 100), table('b', 'done', 100)] };
  expect(runTotals({ ...record, progress: known })).toMatchObject({
    tables: 2,
    done: 1,
    rows: 125,
    totalRows: 200,
    fraction: 0.625,
    remainingMs: 6000,
    rowsPerSecond: 20,
    retries: 2,
    slices: { done: 0, total: 4 },
  });
  const come = { ...known, tables: [table('a', 'validating', 100, 100)] };
  expect(runTotals({ ...record, progress: come }).remainingMs).toBeUndefined();
  const unknown = { ...known, tables: [...known.tables, table('c', 'extracting', 5)] };
  expect(runTotals({ ...record, progress: unknown }).fraction).toBeUndefined();
  expect(runTotals(record)).toMatchObject({ tables: 0, rows: 0 });
});

test('an ended run speaks by its receipts', () => {
  const receipt: Receipt = {
    runId: 'e',
    source: 'a',
    target: 'a',
    level: 'streaming',
    mode: 'replace',
    rows: { manifest: 7, received: 7, stored: 7 },
    validation: 'counts',
    columns: 1,
    bytes: 70,
    wireBytes: 30,
    slices: 1,
    retries: 2,
    resumed: false,
    statementIds: [],
    startedAt: '2026-01-01T00:00:00Z',
    durationMs: 5,
    notes: [],
  };
  const summary = {
    runId: 'e',
    state: 'failed' as const,
    durationMs: 1234,
    tables: [
      { state: 'done' as const, source: 'a', target: 'a', receipt },
      { state: 'cancelled' as const, source: 'b', target: 'b' },
    ],
  };
  const ended: RunRecord = { ...record, state: 'failed', summary };
  expect(runTotals(ended)).toMatchObject({ tables: 2, done: 1, rows: 7, bytes: 70, retries: 2, elapsedMs: 1234 });
  expect(runTables(ended).map(({ phase }) => phase)).toEqual(['cancelled', 'done']);
  expect(spokenState(ended)).toBe('Failed.');
});
