import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunMemory } from '../../../../src/engine/memory/run-memory.ts';
import type { FetchLimits } from '../../../../src/engine/source/source.ts';

const limits = {
  tables: 4,
  downloads: 4,
  memoryBytes: 1e9,
  threads: 2,
  batchRows: 10_000,
  groupBytes: 1e9,
  sliceBytes: 4e9,
  bandwidthBytes: 9000,
};

function open(readMemory?: () => number) {
  const told: FetchLimits[] = [];
  const fetcher = { limit: (one: FetchLimits) => void told.push(one) };
  const memory = new RunMemory({
    limits,
    tables: [],
    fetcher,
    bandwidthBytes: 5000,
    ...(readMemory === undefined ? {} : { readMemory }),
  });
  return { memory, told };
}

describe('RunMemory', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('tells the downloads their share, and less of it while memory is short', () => {
    let used = 5e8;
    const { memory, told } = open(() => used);
    const { flightBytes, groupBytes } = memory.shares;
    expect(told).toEqual([{ flightBytes, bandwidthBytes: 5000 }]);
    used = 9.9e8;
    vi.advanceTimersByTime(100);
    expect(told.at(-1)).toEqual({ flightBytes: Math.floor(flightBytes / 2), bandwidthBytes: 5000 });
    expect(memory.groupBytes).toBe(Math.floor(groupBytes / 2));
    used = 5e8;
    vi.advanceTimersByTime(3000);
    expect(told.at(-1)).toEqual({ flightBytes, bandwidthBytes: 5000 });
    expect(memory.groupBytes).toBe(groupBytes);
    memory.close();
  });

  it('knows the peak of each watch, and only while it watches', () => {
    let used = 100;
    const { memory } = open(() => used);
    const early = memory.watchPeak();
    used = 300;
    vi.advanceTimersByTime(100);
    const late = memory.watchPeak();
    early?.[Symbol.dispose]();
    used = 400;
    vi.advanceTimersByTime(100);
    used = 200;
    vi.advanceTimersByTime(100);
    expect([early?.peakBytes, late?.peakBytes]).toEqual([300, 400]);
    memory.close();
  });

  it('divides, and says nothing of a peak, where nobody can read the memory', () => {
    const { memory, told } = open();
    vi.advanceTimersByTime(1000);
    expect(told).toHaveLength(1);
    expect(memory.watchPeak()).toBeUndefined();
  });
});
