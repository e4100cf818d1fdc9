import { describe, expect, it } from 'vitest';
import { MemoryPressure } from '../../../../src/engine/memory/memory-pressure.ts';

function scaleAfter(...readings: readonly (readonly [at: number, used: number])[]): number {
  const pressure = new MemoryPressure(1000);
  for (const [at, used] of readings) pressure.observe(used, at);
  return pressure.scale;
}

describe('MemoryPressure', () => {
  it('leaves everything as it is below the limit', () => {
    expect(scaleAfter([0, 500], [100, 960], [5000, 979])).toBe(1);
  });

  it('halves near the limit, and halves again only once that could show', () => {
    expect(scaleAfter([0, 985])).toBe(0.5);
    expect(scaleAfter([0, 985], [100, 985], [400, 2000])).toBe(0.5);
    expect(scaleAfter([0, 985], [600, 985])).toBe(0.25);
  });

  it('goes no lower than an eighth', () => {
    expect(scaleAfter(...Array.from({ length: 20 }, (_, i) => [i * 1000, 1500] as const))).toBe(0.125);
  });

  it('grows back step by step once there has been room for a while', () => {
    const tight = [
      [0, 985],
      [600, 985],
    ] as const;
    expect(scaleAfter(...tight, [1000, 800], [2500, 800])).toBe(0.25);
    expect(scaleAfter(...tight, [1000, 800], [3000, 800])).toBe(0.5);
    expect(scaleAfter(...tight, [1000, 800], [3000, 800], [4000, 800])).toBe(0.5);
    expect(scaleAfter(...tight, [1000, 800], [3000, 800], [5000, 800], [9000, 800])).toBe(1);
  });

  it('waits anew after every moment without room', () => {
    expect(scaleAfter([0, 985], [1000, 800], [2500, 900], [2600, 800], [4000, 800])).toBe(0.5);
  });
});
