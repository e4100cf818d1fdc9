import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BulkResult, FetchTotals } from '../../../../src/engine/source/source.ts';
import type { FaultEffect } from '../../../../src/sample-warehouse/faults/fault-rule.ts';
import { eightChunks, openWarehouse, type WarehouseFixture } from './warehouse-fixture.ts';

/** The machine may have other things to do. */
const patient = { timeout: 30_000 };
const never = new AbortController().signal;

describe('fetching chunks over a faulty network', () => {
  let fixture: WarehouseFixture;
  let result: BulkResult;
  let clean: ReadonlyMap<number, string>;
  let streams = 0;

  beforeAll(async () => {
    fixture = await openWarehouse();
    result = await fixture.source.bulk.execute(eightChunks, never);
    fixture.source.fetcher.limit({ flightBytes: 100_000 });
    clean = (await fetchAll()).chunks;
  });

  afterEach(() => fixture.warehouse.faults.clear());
  afterAll(() => fixture.close());

  async function fetchAll(signal = never): Promise<{ totals: FetchTotals; chunks: Map<number, string> }> {
    streams += 1;
    const streamId = `stream ${streams}`;
    const { chunks } = result.manifest;
    const totals = await fixture.source.fetcher.fetch({ streamId, result, chunks, parallel: 3 }, signal);
    const collected = await fixture.sink.ended(streamId);
    expect(collected.error).toBeUndefined();
    return { totals, chunks: digestsOf(collected.chunks) };
  }

  it('takes all chunks, with a thread of its own and within the credit', () => {
    expect(result.manifest.chunks.length).toBeGreaterThan(5);
    expect([...clean.keys()].toSorted((a, b) => a - b)).toEqual(result.manifest.chunks.map((chunk) => chunk.index));
    expect(fixture.sink.largestDebt).toBeLessThanOrEqual(100_000);
    expect(fixture.sent[0]).toBe(clean.size + 1);
  });

  const overcome: readonly { readonly what: string; readonly effect: FaultEffect; readonly retries: number }[] = [
    { what: 'a connection reset before the answer', effect: { kind: 'reset', atByte: 0 }, retries: 1 },
    { what: 'a connection reset in the middle', effect: { kind: 'reset', atByte: 5000 }, retries: 1 },
    { what: 'a body that is too short', effect: { kind: 'shorten', bytes: 10 }, retries: 1 },
    { what: 'a byte that was flipped', effect: { kind: 'flipByte', at: 4000 }, retries: 1 },
    { what: 'a stream cut between two messages', effect: { kind: 'cutMessages', keep: 1 }, retries: 1 },
    { what: 'a file that comes twice', effect: { kind: 'doubleFile' }, retries: 1 },
    { what: 'the file of another chunk', effect: { kind: 'otherFile', chunk: 0 }, retries: 1 },
    { what: 'a stall', effect: { kind: 'latency', ms: 2000 }, retries: 1 },
    { what: 'a trickle', effect: { kind: 'bandwidth', bytesPerSecond: 100 }, retries: 1 },
    { what: 'an error of the storage', effect: { kind: 'status', status: 500 }, retries: 1 },
    { what: 'a busy storage', effect: { kind: 'status', status: 503, retryAfterSeconds: 0 }, retries: 1 },
    { what: 'a link that the storage denies', effect: { kind: 'deniedLink' }, retries: 0 },
    { what: 'a link that ran out', effect: { kind: 'expiredLink' }, retries: 0 },
  ];

  it.each(overcome)('overcomes $what', async ({ effect, retries }) => {
    const last = result.manifest.chunks.length - 1;
    const fault = fixture.warehouse.faults.add({ operation: 'download', chunk: last, effect });
    const { totals, chunks } = await fetchAll();
    expect(fault.met()).toBe(1);
    expect(chunks).toEqual(clean);
    expect(totals.retries).toBe(retries);
    expect(totals.wireBytes).toBeGreaterThan(0);
  });

  const lost: readonly { readonly what: string; readonly effect: FaultEffect; readonly code: string; met: number }[] = [
    { what: 'cut between messages', effect: { kind: 'cutMessages', keep: 1 }, code: 'integrity.manifest', met: 3 },
    { what: 'flipped', effect: { kind: 'flipByte', at: 4000 }, code: 'integrity.payload', met: 3 },
    { what: 'reset', effect: { kind: 'reset', atByte: 100 }, code: 'network.unavailable', met: 3 },
    { what: 'denied, whatever link is asked for', effect: { kind: 'deniedLink' }, code: 'source.linkExpired', met: 4 },
  ];

  it.each(lost)('gives up on a chunk that is always $what', async ({ effect, code, met }) => {
    const fault = fixture.warehouse.faults.add({ operation: 'download', chunk: 2, times: 'always', effect });
    await expect(fetchAll()).rejects.toMatchObject({ code });
    expect(fault.met()).toBe(met);
    const { error, chunks } = await fixture.sink.ended(`stream ${streams}`);
    expect(error?.code).toBe(code);
    expect(chunks.has(2)).toBe(false);
    for (const [index, text] of digestsOf(chunks)) expect(text).toBe(clean.get(index));
  });

  it('keeps links and tokens out of its errors', async () => {
    const effect = { kind: 'deniedLink' } as const;
    fixture.warehouse.faults.add({ operation: 'download', times: 'always', effect });
    const error: unknown = await fetchAll().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    const text = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error);
    expect(text).not.toContain(fixture.warehouse.token);
    expect(text).not.toMatch(/https:|signature|expires/i);
  });

  it('says that the result has gone when the server no longer gives links', async () => {
    const notFound = { kind: 'status', status: 404, errorCode: 'NOT_FOUND' } as const;
    fixture.warehouse.faults.add({ operation: 'download', chunk: 1, times: 'always', effect: { kind: 'deniedLink' } });
    fixture.warehouse.faults.add({ operation: 'chunk-link', chunk: 1, times: 'always', effect: notFound });
    await expect(fetchAll()).rejects.toMatchObject({ code: 'source.resultGone' });
  });

  it.each<{ what: string; effect: FaultEffect; operation: 'download' | 'chunk-link' }>([
    { what: 'a download stalls', operation: 'download', effect: { kind: 'bandwidth', bytesPerSecond: 1 } },
    { what: 'the workspace does not answer', operation: 'chunk-link', effect: { kind: 'latency', ms: 10_000 } },
  ])('stops within a second of the cancel while $what', async ({ operation, effect }) => {
    const slow = await openWarehouse({}, { timing: { downloadStall: 60_000 } });
    try {
      const own = await slow.source.bulk.execute(eightChunks, never);
      const fault = slow.warehouse.faults.add({ operation, chunk: 1, times: 'always', effect });
      const controller = new AbortController();
      const { chunks } = own.manifest;
      const request = { streamId: 'cancelled', result: own, chunks, parallel: 2 };
      const fetching = slow.source.fetcher.fetch(request, controller.signal);
      const outcome = fetching.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      await expect.poll(() => fault.met(), patient).toBe(1);
      const start = performance.now();
      controller.abort();
      expect(await outcome).toMatchObject({ code: 'run.cancelled' });
      expect((await slow.sink.ended('cancelled')).error?.code).toBe('run.cancelled');
      expect(performance.now() - start).toBeLessThan(1000);
    } finally {
      await slow.close();
    }
  });

  it('waits for credit, and goes on when it comes', async () => {
    const greedy = await openWarehouse({}, { withholdCredit: true });
    try {
      const own = await greedy.source.bulk.execute(eightChunks, never);
      const { chunks } = own.manifest;
      const first = chunks[0]?.bytes ?? 0;
      const request = { streamId: 'credit', result: own, chunks, parallel: 4 };
      greedy.source.fetcher.limit({ flightBytes: first - 1 });
      const fetching = greedy.source.fetcher.fetch(request, never);
      // Each chunk is larger than the whole credit, so they pass one by one, and only as the one before is given back.
      for (let taken = 1; taken <= chunks.length; taken += 1) {
        await expect.poll(() => greedy.sink.received('credit').length, patient).toBe(taken);
        expect(greedy.sink.largestDebt).toBeLessThanOrEqual(Math.max(...chunks.map((chunk) => chunk.bytes ?? 0)));
        const index = greedy.sink.received('credit')[taken - 1] ?? -1;
        greedy.sink.giveBack('credit', chunks[index]?.bytes ?? 0);
      }
      await fetching;
    } finally {
      await greedy.close();
    }
  });
});

function digestsOf(chunks: ReadonlyMap<number, ArrayBuffer>): Map<number, string> {
  return new Map(
    [...chunks].map(([index, bytes]) => [index, createHash('sha256').update(new Uint8Array(bytes)).digest('hex')]),
  );
}
