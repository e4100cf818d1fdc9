import { describe, expect, it } from 'vitest';
import { warnOfSpace } from '../../../../src/engine/plan/warn-of-space.ts';

describe('warnOfSpace', () => {
  it('warns where the copies may not fit, and says both sizes', () => {
    const tables = [{ sourceBytes: 1e9 }, {}, { sourceBytes: 1e9 }];
    expect(warnOfSpace(tables, 1.2e9)).toBe(
      'the disk of the target file has 1.20 GB left; the copies may need 3.00 GB',
    );
    expect(warnOfSpace(tables, 3e9)).toBeUndefined();
  });

  it('says nothing where nothing is known', () => {
    expect(warnOfSpace([{ sourceBytes: 1e9 }], undefined)).toBeUndefined();
    expect(warnOfSpace([{}], 0)).toBeUndefined();
  });
});
