import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineFixture } from './engine-fixture.ts';

const silence = { kind: 'latency', ms: 120_000 } as const;
/** Milliseconds; giving a result back is tried for five seconds. */
const promptly = 4000;

describe('a server that has no answer when results are given back', () => {
  let fixture: EngineFixture;
  afterEach(() => fixture.close());

  it('does not hold up a run, nor its end', { timeout: 30_000 }, async () => {
    fixture = await EngineFixture.open();
    const farewells = fixture.warehouse.faults.add({ operation: 'close', times: 'always', effect: silence });
    const { summary } = await fixture.run('tables: [samples.tpch.nation]\n');
    expect(summary.state).toBe('done');
    expect(summary.durationMs).toBeLessThan(promptly);
    expect(farewells.met()).toBe(1);
    const from = performance.now();
    await fixture.closeEngine();
    expect(performance.now() - from).toBeLessThan(promptly);
  });

  it('does not hold up a cancel while the next slice waits', { timeout: 30_000 }, async () => {
    fixture = await EngineFixture.open();
    const { faults } = fixture.warehouse;
    const downloads = faults.add({ operation: 'download', times: 'always', effect: silence });
    const farewells = faults.add({ operation: 'close', times: 'always', effect: silence });
    const submits = faults.add({ operation: 'submit', times: 'always', effect: { kind: 'latency', ms: 0 } });
    const stop = new AbortController();
    const document = 'tables: [samples.tpch.orders]\nlimits: {slice: 100KB}\n';
    const run = fixture.run(document, stop.signal);
    await vi.waitFor(() => expect(downloads.met() > 0 && submits.met() > 1).toBe(true), { timeout: 15_000 });
    const from = performance.now();
    stop.abort();
    expect((await run).summary.state).toBe('cancelled');
    expect(performance.now() - from).toBeLessThan(promptly);
    await vi.waitFor(() => expect(farewells.met()).toBeGreaterThan(0), { timeout: 15_000 });
  });
});
