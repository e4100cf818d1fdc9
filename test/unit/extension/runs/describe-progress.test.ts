import { describe, expect, test } from 'vitest';
import {
  describeAtLength,
  describeRun,
  describeTable,
  percent,
  shareOf,
} from '../../../../src/extension/runs/describe-progress.ts';
import { doneTable, failedTable, makeProgress, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';

const progressOf = (...tables: readonly ReturnType<typeof makeProgress>[]) => ({
  runId: 'r1',
  elapsedMs: 6000,
  tables,
});

describe('shareOf', () => {
  test('weighs tables by their rows', () => {
    const big = makeProgress({ rows: 0, totalRows: 900 });
    const small = makeProgress({ rows: 100, totalRows: 100, phase: 'done' });
    expect(shareOf(progressOf(big, small))).toBeCloseTo(0.1);
  });

  test('counts tables where the size of one is not known', () => {
    const { totalRows: _, ...unknown } = makeProgress({ rows: 5 });
    const done = makeProgress({ rows: 100, totalRows: 100, phase: 'done' });
    expect(shareOf(progressOf(unknown, done))).toBe(0.5);
    expect(shareOf(progressOf(unknown))).toBeUndefined();
  });

  test('has no share of nothing, and never more than a whole', () => {
    expect(shareOf(progressOf())).toBeUndefined();
    expect(shareOf(progressOf(makeProgress({ rows: 12, totalRows: 10 })))).toBe(1);
    expect(percent(0.9999)).toBe('99 %');
  });
});

describe('describeTable', () => {
  test.each([
    [makeProgress(), '62 % · 645,000 rows/s'],
    [makeProgress({ rows: 0 }), 'reading'],
    [makeProgress({ waitsForWarehouse: true }), 'waiting for the warehouse to start'],
    [makeProgress({ phase: 'loading' }), 'loading 3,780,000 rows'],
    [makeProgress({ phase: 'validating' }), 'comparing with the source, 3,780,000 rows read'],
    [makeProgress({ phase: 'publishing', storedRows: 7 }), 'putting 7 rows in place'],
    [makeProgress({ phase: 'done', storedRows: 7, elapsedMs: 400 }), '7 rows · 0.4 s'],
    [makeProgress({ phase: 'done', rows: 1, elapsedMs: 400 }), '1 row · 0.4 s'],
  ])('%#', (table, text) => {
    expect(describeTable(table)).toBe(text);
  });
});

describe('describeRun', () => {
  test('says what it waits for', () => {
    expect(describeRun(makeRecord({ state: 'waiting' }))).toBe('waiting for sales.duckdb');
  });

  test('says how far several tables are', () => {
    const progress = progressOf(makeProgress(), makeProgress({ source: 'b', rows: 0, phase: 'waiting' }));
    expect(describeRun(makeRecord({ progress }))).toBe('31 % · 0 of 2 tables · 645,000 rows/s');
  });

  test('says what was copied', () => {
    const summary = makeSummary([
      doneTable(),
      doneTable({ source: 'b', rows: { manifest: 1, received: 1, stored: 1 } }),
    ]);
    expect(describeRun(makeRecord({ state: 'done', summary }))).toBe('2 tables · 6,001,216 rows · 12 s');
  });

  test('says how many tables failed, or why the only one did', () => {
    const one = makeSummary([failedTable('a', '')], 'failed');
    expect(describeRun(makeRecord({ state: 'failed', summary: one }))).toBe('You may not read it');
    const two = makeSummary([failedTable('a', ''), doneTable()], 'failed');
    expect(describeRun(makeRecord({ state: 'failed', summary: two }))).toBe('1 of 2 tables failed');
  });
});

describe('describeAtLength', () => {
  test('gives rows, rate and retries', () => {
    const progress = progressOf(makeProgress({ retries: 2 }));
    expect(describeAtLength(makeRecord({ progress }))).toBe(
      '62 % · 3,780,000 of 6,001,215 rows · 645,000 rows/s · 2 retries',
    );
  });

  test('says that the warehouse is starting in place of a rate', () => {
    const progress = progressOf(makeProgress({ rows: 0, waitsForWarehouse: true }));
    expect(describeAtLength(makeRecord({ progress }))).toBe(
      '0 % · 0 of 6,001,215 rows · waiting for the warehouse to start',
    );
  });
});
