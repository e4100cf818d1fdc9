import { describe, expect, it } from 'vitest';
import { divideFrames, divideMemory } from '../../../../src/engine/memory/divide-memory.ts';
import { leastMemoryFor } from '../../../../src/engine/memory/row-width.ts';
import type { ColumnMapping } from '../../../../src/shared/column-mapping.ts';
import type { TablePlan } from '../../../../src/shared/plan.ts';

const mebibyte = 2 ** 20;

function wideTable(columns: number): Pick<TablePlan, 'columns'> {
  return { columns: Array.from({ length: columns }, (_, i) => numberColumn(`c${i}`)) };
}

function numberColumn(name: string): ColumnMapping {
  const wire = { kind: 'int', bits: 64 } as const;
  return { source: name, sourceType: 'BIGINT', target: name, targetType: 'BIGINT', wire };
}

describe('divideMemory', () => {
  it('leaves a base for the process and a reserve for what nobody can count', () => {
    const { duckdbBytes, flightBytes } = divideMemory({ memoryBytes: 640 * mebibyte, groupBytes: 1e9, tables: 4 });
    expect(duckdbBytes + flightBytes).toBeLessThan((640 - 220) * mebibyte * 0.7);
    expect(duckdbBytes).toBeGreaterThan(160 * mebibyte);
    expect(flightBytes).toBeGreaterThan(70 * mebibyte);
  });

  it('gives more of each to those who have more', () => {
    const small = divideMemory({ memoryBytes: 1e9, groupBytes: 1e12, tables: 4 });
    const large = divideMemory({ memoryBytes: 4e9, groupBytes: 1e12, tables: 4 });
    for (const part of ['duckdbBytes', 'flightBytes', 'groupBytes'] as const) {
      expect(large[part]).toBeGreaterThan(small[part] * 2);
    }
  });

  it('gives each the least with which it works where the limit is below the base', () => {
    expect(divideMemory({ memoryBytes: 64 * mebibyte, groupBytes: 1e9, tables: 4 })).toMatchObject({
      duckdbBytes: 96 * mebibyte,
      flightBytes: 40 * mebibyte,
    });
  });

  it('gives DuckDB what the widest table needs, and chunks under way what is left', () => {
    const wide = wideTable(200);
    const limits = { memoryBytes: 640 * mebibyte, groupBytes: 1e9, tables: 4 };
    const { duckdbBytes, flightBytes } = divideMemory(limits, [wideTable(3), wide]);
    expect(duckdbBytes).toBe(leastMemoryFor(wide));
    expect(duckdbBytes + flightBytes).toBeLessThan(420 * mebibyte);
    expect(divideMemory(limits, [wideTable(800)]).flightBytes).toBe(40 * mebibyte);
    expect(divideMemory(limits, [wideTable(8000)]).duckdbBytes).toBe(1024 * mebibyte);
  });

  it('needs less where a wide table has few rows', () => {
    const few = { ...wideTable(800), estimatedRows: 10 };
    const limits = { memoryBytes: 640 * mebibyte, groupBytes: 1e9, tables: 4 };
    const { duckdbBytes, flightBytes, groupBytes } = divideMemory(limits);
    expect(divideMemory(limits, [few])).toMatchObject({ duckdbBytes, flightBytes, groupBytes });
  });

  it('keeps groups of a wide table large enough to fill row groups', () => {
    const limits = { memoryBytes: 640 * mebibyte, groupBytes: 1e9, tables: 4 };
    expect(divideMemory(limits, [wideTable(100)]).leastGroupBytes).toBe(4 * leastMemoryFor(wideTable(100)));
    expect(divideMemory(limits, [wideTable(1)]).leastGroupBytes).toBe(32 * mebibyte);
    expect(divideMemory({ ...limits, groupBytes: 10 }, [wideTable(100)]).leastGroupBytes).toBe(10);
  });

  it('never makes groups larger than was asked for', () => {
    expect(divideMemory({ memoryBytes: 4e9, groupBytes: 5000, tables: 4 }).groupBytes).toBe(5000);
  });

  it('has room for all frames that may be there at once', () => {
    const limits = { memoryBytes: 640 * mebibyte, groupBytes: 1e9, tables: 4 };
    const frame = { ...wideTable(3), transform: { columns: [], needsAllRows: true, sql: '' } };
    const without = divideMemory(limits, [wideTable(3)]);
    for (const frames of [1, 3, 9]) {
      const tables = [wideTable(3), ...Array.from({ length: frames }, () => frame)];
      const { duckdbBytes, flightBytes, frameBytes } = divideMemory(limits, tables);
      const together = duckdbBytes + flightBytes + frameBytes * Math.min(4, frames);
      expect(together).toBeGreaterThan((640 - 220) * mebibyte * 0.6);
      expect(together).toBeLessThanOrEqual((640 - 220) * mebibyte * 0.7);
      expect(frameBytes).toBe(divideFrames(limits, frames));
      expect([duckdbBytes < without.duckdbBytes, flightBytes < without.flightBytes]).toEqual([true, true]);
    }
  });

  it('leaves each frame a few chunks where the limit is below the base', () => {
    expect(divideFrames({ memoryBytes: 64 * mebibyte, tables: 4 }, 4)).toBe(8 * mebibyte);
  });
});
