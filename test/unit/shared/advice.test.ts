import { describe, expect, it } from 'vitest';
import { adviceFor } from '../../../src/shared/advice.ts';
import type { PhaseTimes } from '../../../src/shared/metrics.ts';
import type { Receipt } from '../../../src/shared/receipt.ts';
import { doneTable, makeSummary } from '../../support/run-fixtures.ts';

const none: PhaseTimes = { statement: 0, download: 0, decode: 0, append: 0, checkpoint: 0, validate: 0 };

function advice(phases: Partial<PhaseTimes>, durationMs = 60_000, change: Partial<Receipt> = {}): string {
  const metrics = { phases: { ...none, ...phases }, peakMemoryBytes: 650e6 };
  const summary = { ...makeSummary([doneTable({ metrics, wireBytes: 240e6, ...change })]), durationMs };
  return adviceFor(summary, {}).join('\n');
}

describe('adviceFor', () => {
  it('says that the network was the limit, with what came and how', () => {
    const text = advice({ download: 200_000, append: 9000 });
    expect(text).toContain('The network was the limit: 240 MB came at 4.00 MB/s with 3.3 downloads at once');
    expect(text).toContain('wrote for only 9.0 s of 1 min');
  });

  it('does not blame the network for the limit of the document', () => {
    const metrics = { phases: { ...none, download: 200_000, append: 9000 } };
    const summary = {
      ...makeSummary([doneTable({ metrics, wireBytes: 240e6 })]),
      durationMs: 60_000,
      bandwidthBytes: 5e6,
    };
    expect(adviceFor(summary, {})).toEqual([
      'The bandwidth was the limit, as the document has it: 240 MB came at 4.00 MB/s of 5.00 MB/s (limits.bandwidth).',
    ]);
  });

  it('says that writing was the limit, and that more downloads would not help', () => {
    expect(advice({ download: 200_000, append: 50_000, checkpoint: 5000 })).toContain(
      'Writing was the limit: DuckDB wrote for 55 s of 1 min',
    );
  });

  it('says that the disk was the limit', () => {
    expect(advice({ append: 20_000, checkpoint: 30_000 })).toContain('The disk was the limit');
  });

  it('says nothing where nothing stands out, of short runs, and of receipts without figures', () => {
    expect(advice({ download: 50_000, append: 30_000 })).toBe('');
    expect(advice({ download: 9000 }, 9000)).toBe('');
    expect(adviceFor({ ...makeSummary([doneTable()]), durationMs: 60_000 }, {})).toEqual([]);
    const mixed = makeSummary([doneTable(), doneTable({ metrics: { phases: { ...none, append: 60_000 } } })]);
    expect(adviceFor({ ...mixed, durationMs: 60_000 }, {})).toEqual([]);
  });

  it('says that memory was short', () => {
    const metrics = { phases: none, smallerGroups: 2, peakMemoryBytes: 650e6 };
    expect(adviceFor(makeSummary([doneTable({ metrics })]), {}).join()).toContain(
      'Memory was short: 2 groups of rows had to be written again in smaller parts (the process took up to 650 MB)',
    );
  });
});
