import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BulkResult } from '../../../../src/engine/source/source.ts';
import { eightChunks, openWarehouse, type WarehouseFixture } from './warehouse-fixture.ts';

const never = new AbortController().signal;
const plenty = { flightBytes: 1e9 };

/** Enough time for the machine to have other things to do, and still far below what the limit makes of it. */
const longEnough = 30_000;

describe('limits that all downloads share', () => {
  let fixture: WarehouseFixture;
  let result: BulkResult;
  let wireBytes: number;

  beforeAll(async () => {
    fixture = await openWarehouse({}, { timing: { downloadStall: 400 } });
    result = await fixture.source.bulk.execute(eightChunks, never);
    ({ wireBytes } = await fetchAll('unlimited'));
  });
  afterEach(() => fixture.source.fetcher.limit(plenty));
  afterAll(() => fixture.close());

  const fetchAll = (streamId: string, signal = never) =>
    fixture.source.fetcher.fetch({ streamId, result, chunks: result.manifest.chunks, parallel: 4 }, signal);

  it('takes no more bytes a second than it may, and calls what it holds back no stall', async () => {
    const seconds = 2;
    fixture.source.fetcher.limit({ ...plenty, bandwidthBytes: (2 * wireBytes) / seconds });
    const startedAt = performance.now();
    const both = await Promise.all([fetchAll('slow 1'), fetchAll('slow 2')]);
    const took = (performance.now() - startedAt) / 1000;
    expect(both.map((one) => [one.wireBytes, one.retries])).toEqual([
      [wireBytes, 0],
      [wireBytes, 0],
    ]);
    expect(took).toBeGreaterThan(seconds * 0.85);
    expect(took).toBeLessThan(longEnough / 1000);
  });

  it('stops within a second of the cancel while everything is held back', async () => {
    fixture.source.fetcher.limit({ ...plenty, bandwidthBytes: 2000 });
    const controller = new AbortController();
    const fetching = fetchAll('held', controller.signal);
    const outcome = expect(fetching).rejects.toMatchObject({ code: 'run.cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const cancelledAt = performance.now();
    controller.abort();
    await outcome;
    expect(performance.now() - cancelledAt).toBeLessThan(1000);
  });

  it('goes on when the limit is lifted', { timeout: longEnough }, async () => {
    fixture.source.fetcher.limit({ ...plenty, bandwidthBytes: wireBytes / 5 });
    const fetching = fetchAll('lifted');
    await new Promise((resolve) => setTimeout(resolve, 300));
    fixture.source.fetcher.limit(plenty);
    await fetching;
  });

  it('lets a small result pass while a large one is held up at the sink', async () => {
    const greedy = await openWarehouse({}, { withholdCredit: true });
    try {
      const large = await greedy.source.bulk.execute(eightChunks, never);
      const { chunks } = large.manifest;
      const longest = Math.max(...chunks.map((chunk) => chunk.bytes ?? 0));
      greedy.source.fetcher.limit({ flightBytes: longest * 3 });
      const stopped = new AbortController();
      const held = greedy.source.fetcher.fetch(
        { streamId: 'large', result: large, chunks, parallel: 4 },
        stopped.signal,
      );
      const heldOutcome = expect(held).rejects.toMatchObject({ code: 'run.cancelled' });
      await expect.poll(() => greedy.sink.received('large').length, { timeout: longEnough }).toBe(3);
      const small = await greedy.source.bulk.execute('ROWS 10 PER 10', never);
      await greedy.source.fetcher.fetch(
        { streamId: 'small', result: small, chunks: small.manifest.chunks, parallel: 4 },
        never,
      );
      expect(greedy.sink.received('large')).toHaveLength(3);
      stopped.abort();
      await heldOutcome;
    } finally {
      await greedy.close();
    }
  });
});
