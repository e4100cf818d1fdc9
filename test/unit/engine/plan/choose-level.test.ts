import { expect, it } from 'vitest';
import { chooseLevel, type LevelCircumstances } from '../../../../src/engine/plan/choose-level.ts';

const transform = { columns: {}, derive: { a: '1' } };
const circumstances = (more: Partial<LevelCircumstances> = {}): LevelCircumstances => ({
  columns: [],
  frameMemoryBytes: 280e6,
  ...more,
});

it.each([
  ['streaming', {}, { bytes: 90e6, rows: 1000 }, 'at 90.0 MB with 1,000 rows it goes straight into the table'],
  ['streaming', {}, {}, 'its size is not known'],
  ['streaming', {}, { bytes: 40e9, wireBytesPerSecond: 200e6 }, 'at 40.0 GB it goes straight into the table'],
  ['pandas', { transform }, { bytes: 60e6 }, 'piece by piece as they arrive'],
  ['pandas', { transform }, { bytes: 60e6, needsAllRows: true }, 'about 240 MB, for which there are 280 MB of memory'],
  [
    'pandas',
    { transform },
    { bytes: 90e6, needsAllRows: true },
    'about 360 MB, of which what does not fit into 280 MB',
  ],
  ['pandas', { transform }, { needsAllRows: true }, 'what does not fit into 280 MB goes to the disk'],
  ['parquet', { keepSpool: true }, { bytes: 1 }, 'its Parquet files are to be kept'],
  [
    'parquet',
    {},
    { bytes: 4e9, wireBytesPerSecond: 2e6, freeBytes: 1e12 },
    'at 2.00 MB/s its 6.40 GB take about 53 min 20 s',
  ],
  [
    'streaming',
    {},
    { bytes: 4e9, wireBytesPerSecond: 2e6, freeBytes: 5e9 },
    'the 5.00 GB that the disk has left do not hold',
  ],
  ['parquet', { volume: '/Volumes/a/b/c' }, { bytes: 2e9 }, 'the warehouse least to write the files into the volume'],
  ['streaming', { volume: '/Volumes/a/b/c' }, { bytes: 2e6 }, 'straight into the table'],
  [
    'streaming',
    { volume: '/Volumes/a/b/c' },
    { bytes: 2e6 },
    'volume is passed over: it pays from 1.00 GB on, and the',
  ],
  ['streaming', { volume: '/Volumes/a/b/c' }, {}, 'passed over: it pays from 1.00 GB on, and its size is not known'],
  ['pandas', { volume: '/Volumes/a/b/c', transform }, { bytes: 2e9 }, 'passed over: files in it cannot be transformed'],
] as const)('auto takes %s for %j and %j', (level, asked, known, reason) => {
  const chosen = chooseLevel({ level: 'auto', ...asked }, circumstances(known));
  expect(chosen.level).toBe(level);
  expect(chosen.levelReason).toContain(reason);
});

it.each(['basic', 'pandas', 'parquet', 'streaming'] as const)('takes %s where it is asked for', (level) => {
  expect(chooseLevel({ level }, circumstances())).toEqual({ level, levelReason: 'asked for in the document' });
});

it.each([
  [{ level: 'streaming', transform }, 'A transform needs the level pandas'],
  [{ level: 'basic', keepSpool: true }, 'keepSpool has a meaning for the level parquet only; the level here is basic'],
  [{ level: 'streaming', volume: '/Volumes/a/b/c' }, 'volume has a meaning for the level parquet only'],
] as const)('refuses %j', (task, message) => {
  expect(() => chooseLevel(task, circumstances())).toThrow(message);
});
