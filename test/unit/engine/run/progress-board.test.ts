import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressBoard } from '../../../../src/engine/run/progress-board.ts';
import type { TablePlan } from '../../../../src/shared/plan.ts';
import type { RunProgress } from '../../../../src/shared/progress.ts';

const table: TablePlan = {
  source: { catalog: 'c', schema: 's', table: 't' },
  target: { schema: 's', table: 't' },
  kind: 'MANAGED',
  level: 'streaming',
  levelReason: 'r',
  mode: 'replace',
  validation: 'counts',
  columns: [],
  estimatedRows: 1000,
  slices: [{ index: 0, label: 'all', sql: '', stagedCondition: 'true' }],
  sinkSql: [],
  warnings: [],
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const told: RunProgress[] = [];
  const board = new ProgressBoard('r', [table], (progress) => told.push(progress));
  const [own] = board.tables;
  if (own === undefined) throw new Error('The board has no table.');
  return { board, own, told };
}

describe('ProgressBoard', () => {
  it('shows rows that are being written, and takes back those that were not committed', () => {
    const { board, own, told } = open();
    own.enter('extracting');
    own.add(100, 1000);
    own.write(50, 500);
    vi.advanceTimersByTime(100);
    expect(told.at(-1)?.tables[0]).toMatchObject({
      rows: 150,
      committedRows: 100,
      bytes: 1500,
      totalRows: 1000,
    });
    own.write(0, 0);
    own.enter('cancelled');
    board.close();
    expect(told.at(-1)?.tables[0]).toMatchObject({ phase: 'cancelled', rows: 100, bytes: 1000, rowsPerSecond: 0 });
  });

  it('tells at most ten times a second, and twice where nothing happens', () => {
    const { board, own, told } = open();
    own.enter('extracting');
    for (let i = 0; i < 100; i += 1) {
      own.write(i, i);
      vi.advanceTimersByTime(10);
    }
    expect(told.length).toBeLessThanOrEqual(10);
    const before = told.length;
    vi.advanceTimersByTime(5000);
    expect(told.length - before).toBeGreaterThanOrEqual(7);
    expect(told.at(-1)?.tables[0]?.elapsedMs).toBeGreaterThanOrEqual(5500);
    board.close();
    const atEnd = told.length;
    vi.advanceTimersByTime(5000);
    expect(told.length).toBe(atEnd);
  });

  it('never shows a rate below zero after a slice is begun again', () => {
    const { board, own, told } = open();
    own.enter('extracting');
    const mark = own.mark();
    own.add(500, 500);
    vi.advanceTimersByTime(200);
    own.rewind(mark);
    own.add(10, 10);
    board.close();
    expect(told.at(-1)?.tables[0]?.rowsPerSecond).toBeGreaterThanOrEqual(0);
  });
});
