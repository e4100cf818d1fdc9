import { expect, test } from 'vitest';
import { RateRecorder } from '../../../../src/extension/panel/rate-recorder.ts';
import type { RunRecord } from '../../../../src/shared/run-record.ts';

function running(elapsedMs: number, rows: number): RunRecord {
  const table = {
    source: 'a.b.c',
    target: 'b.c',
    phase: 'extracting' as const,
    rows,
    bytes: rows * 10,
    slices: { done: 0, total: 1 },
    retries: 0,
    elapsedMs,
    rowsPerSecond: 0,
    bytesPerSecond: 0,
  };
  return {
    id: 'r',
    document: 'd',
    title: 't',
    connection: 'c',
    file: 'f',
    state: 'running',
    startedAt: '2026-01-01T00:00:00Z',
    resumable: false,
    undoable: false,
    progress: { runId: 'e', elapsedMs, tables: [table] },
  };
}

test('what came in between two samples is their rate', () => {
  const recorder = new RateRecorder();
  for (const [elapsed, rows] of [
    [0, 0],
    [100, 50],
    [1000, 1000],
    [3000, 5000],
  ] as const)
    recorder.record(running(elapsed, rows));
  expect(recorder.samples('r')).toEqual([
    { atMs: 1000, rowsPerSecond: 1000, bytesPerSecond: 10_000 },
    { atMs: 3000, rowsPerSecond: 2000, bytesPerSecond: 20_000 },
  ]);
  expect(recorder.samples('other')).toEqual([]);
});

test('a resume starts anew and does not count what was there', () => {
  const recorder = new RateRecorder();
  recorder.record(running(5000, 5000));
  recorder.record(running(100, 5000));
  recorder.record(running(1100, 6000));
  expect(recorder.samples('r')).toEqual([
    { atMs: 1100, rowsPerSecond: expect.closeTo(909, 0), bytesPerSecond: expect.any(Number) },
  ]);
});

test('a long run keeps a bounded number of samples over its whole length', () => {
  const recorder = new RateRecorder();
  for (let second = 1; second <= 5000; second++) recorder.record(running(second * 1000, second * 100));
  const samples = recorder.samples('r');
  expect(samples.length).toBeLessThanOrEqual(601);
  expect(samples[0]?.atMs).toBeLessThan(20_000);
  expect(samples.at(-1)?.atMs).toBeGreaterThan(4_900_000);
});

test('a run that was taken off the list is forgotten', () => {
  const recorder = new RateRecorder();
  recorder.record(running(1000, 1000));
  recorder.keep([running(1000, 1000)]);
  expect(recorder.samples('r')).toHaveLength(1);
  recorder.keep([]);
  expect(recorder.samples('r')).toEqual([]);
});
