import { describe, expect, it } from 'vitest';
import { GroupSize } from '../../../../src/engine/memory/group-size.ts';

describe('GroupSize', () => {
  it('follows what the run allows', () => {
    const memory = { groupBytes: 1000 };
    const size = new GroupSize(memory, 4);
    memory.groupBytes = 400;
    expect(size.bytes).toBe(400);
  });

  it('halves what failed, not what was allowed', () => {
    const size = new GroupSize({ groupBytes: 1000 }, 4);
    expect(size.threads).toBe(4);
    expect(size.halve(300)).toBe(true);
    expect(size.bytes).toBe(150);
    expect(size.threads).toBe(1);
    expect(size.halve(0)).toBe(true);
    expect(size.bytes).toBe(75);
  });

  it('gives up after a few times', () => {
    const size = new GroupSize({ groupBytes: 1 }, 4);
    const halved = Array.from({ length: 8 }, () => size.halve(0));
    expect(halved.indexOf(false)).toBe(6);
    expect(size.bytes).toBe(1);
  });
});
