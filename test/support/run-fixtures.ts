import type { TableProgress } from '../../src/shared/progress.ts';
import type { Receipt, RunSummary, TableOutcome } from '../../src/shared/receipt.ts';
import type { RunRecord } from '../../src/shared/run-record.ts';

function makeReceipt(change: Partial<Receipt> = {}): Receipt {
  return {
    runId: 'r1',
    source: 'samples.tpch.lineitem',
    target: 'tpch.lineitem',
    level: 'streaming',
    mode: 'replace',
    version: 3,
    rows: { manifest: 6001215, received: 6001215, stored: 6001215, source: 6001215 },
    validation: 'counts',
    columns: 16,
    bytes: 992_000_000,
    wireBytes: 260_000_000,
    slices: 1,
    retries: 0,
    resumed: false,
    statementIds: ['01f0-1'],
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 12_000,
    notes: [],
    ...change,
  };
}

export function doneTable(change: Partial<Receipt> = {}): TableOutcome {
  const receipt = makeReceipt(change);
  return { state: 'done', source: receipt.source, target: receipt.target, receipt };
}

export function failedTable(source: string, target: string): TableOutcome {
  const error = { code: 'auth.forbidden' as const, message: 'You may not read it', facts: {}, subject: {} };
  return { state: 'failed', source, target, error };
}

export function makeSummary(tables: readonly TableOutcome[], state: RunSummary['state'] = 'done'): RunSummary {
  return { runId: 'r1', state, tables, durationMs: 12_300 };
}

export function makeProgress(change: Partial<TableProgress> = {}): TableProgress {
  return {
    source: 'samples.tpch.lineitem',
    target: 'tpch.lineitem',
    phase: 'extracting',
    rows: 3_780_000,
    totalRows: 6_001_215,
    bytes: 1e8,
    slices: { done: 0, total: 1 },
    retries: 0,
    elapsedMs: 6000,
    rowsPerSecond: 645_123,
    bytesPerSecond: 1e7,
    ...change,
  };
}

export function makeRecord(change: Partial<RunRecord> = {}): RunRecord {
  return {
    id: 'a',
    document: 'file:///project/sales.replication.yaml',
    title: 'samples.tpch.lineitem',
    connection: 'Sample warehouse',
    file: '/project/sales.duckdb',
    state: 'running',
    startedAt: '2026-01-02T03:04:05.000Z',
    resumable: false,
    undoable: false,
    ...change,
  };
}
