import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../../../src/engine/source/fetch/digest.ts';

const file = Uint8Array.from({ length: 3000 }, (_, i) => (i * 31) & 0xff);

describe('digestOf', () => {
  it('is the same for the same bytes, wherever they lie', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(5000), 7, 3000);
    shared.set(file);
    expect(digestOf(shared)).toBe(digestOf(file));
    expect(digestOf(file)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('differs for every changed bit, a cut, and bytes of zero at the end', () => {
    const others = Array.from({ length: 3000 * 8 }, (_, bit) => {
      const changed = file.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return digestOf(changed);
    });
    const longer = new Uint8Array(3001);
    longer.set(file);
    const all = [digestOf(file), digestOf(file.subarray(0, 2999)), digestOf(longer), ...others];
    expect(new Set(all).size).toBe(all.length);
  });
});
