import { expect, test } from 'vitest';
import { compare, type Run } from '../../bench/support/compare.ts';
import { grown } from '../../bench/support/growth-report.ts';
import { hasFailed, renderLeftOut, renderShape } from '../../bench/support/report.ts';
import { costOfTables } from '../../bench/support/table-costs.ts';

function run(seconds: number, more: Partial<Run> = {}): Run {
  const times = { seconds, cpu: seconds * 2, startSeconds: 1, prepareSeconds: 0.5 };
  return { rows: 1000, ...times, warehouseCpu: 0.1, peak: 5e8, warehousePeak: 1e8, fileBytes: 1e6, ...more };
}

const limit = { name: 'limit', runs: [run(1), run(10), run(2)] };

test('each round is compared with the limit of the same round', () => {
  const level = { name: 'streaming', runs: [run(2), run(20), run(2)] };
  const compared = compare(level, limit);
  expect(compared.ofLimit).toEqual({ median: 0.5, least: 0.5, most: 1 });
  expect(compared.seconds).toBe(2);
  expect(compared.ofPeer).toBeUndefined();
  expect(compared.fileOfLimit).toBe(1);
});

test('a part of the rows is compared row by row, in time and CPU time, and its file with nothing', () => {
  const level = { name: 'basic', runs: [run(1, { rows: 50 })] };
  const compared = compare(level, { ...limit, runs: limit.runs.slice(0, 1) }, limit);
  expect(compared.ofLimit.median).toBe(0.05);
  expect(compared.cpuOfLimit.median).toBe(0.05);
  expect(compared.ofPeer?.median).toBe(0.05);
  expect(compared.fileOfLimit).toBeUndefined();
});

test('the table of a shape shows no seconds without a ratio, and says who was left out and why', () => {
  const level = { name: 'streaming', runs: [run(2)] };
  const compared = [limit, level].map((one) => compare({ ...one, runs: one.runs.slice(0, 1) }, limit, limit));
  const leftOut = [{ name: 'sling', reason: 'it is not installed\nat all', isFailure: false }];
  const report = { shape: 'narrow', rows: 1000, columns: '6 columns', compared, leftOut };
  const lines = renderShape(report, 'connector').split('\n');
  expect(lines[0]).toBe('narrow: 1,000 rows, 6 columns');
  expect(lines[2]).toContain('| speed ÷ limit | per CPU s ÷ limit | speed ÷ connector | rows/s |');
  expect(lines[5]).toMatch(
    /^\| streaming +\| +0\.50 \| +0\.50 \| +0\.50 \| +500 \| 1,000 \| 2\.00 \| +4\.00 \| 500 MB \|/,
  );
  expect(lines[6]).toBe('not measured: sling (it is not installed)');
});

test('whoever failed is told from whoever was not to be measured, and fails the benchmark', () => {
  const [skipped, failed] = [false, true].map((isFailure) => ({ name: 'basic', reason: 'so it is', isFailure }));
  const leftOut = [skipped, failed].filter((one) => one !== undefined);
  expect(renderLeftOut(leftOut)).toEqual(['not measured: basic (so it is)', 'FAILED: basic (so it is)']);
  expect(hasFailed({ leftOut })).toBe(true);
  expect(hasFailed({ leftOut: leftOut.slice(0, 1) })).toBe(false);
});

test('growth is what the larger table took more', () => {
  const small = compare({ name: 'streaming', runs: [run(1)] }, limit);
  const large = compare({ name: 'streaming', runs: [run(9, { peak: 6e8 })] }, limit);
  expect(grown([small], [large])).toEqual([{ name: 'streaming', time: 9, cpu: 9, memory: 1.2 }]);
});

test('the cost of many tables is shared out among them', () => {
  const [cost] = costOfTables([{ count: 20, rounds: [{ name: 'streaming', runs: [run(1), run(3), run(2)] }] }]);
  expect(cost).toMatchObject({ name: 'streaming', count: 20, run: 100, cpu: 200, plan: 25 });
});
