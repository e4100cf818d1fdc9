import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { TableBoard } from '../../../../src/engine/run/progress-board.ts';
import { RunState } from '../../../../src/engine/state/run-state.ts';
import type { FaultRule } from '../../../../src/sample-warehouse/faults/fault-rule.ts';
import type { RunSummary } from '../../../../src/shared/receipt.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

const rows = 15_000;
const volume = '/Volumes/samples/files/exports';
const ways = [
  { way: 'pandas', defaults: 'level: pandas', stalled: { operation: 'download', nth: 3 } },
  { way: 'parquet', defaults: 'level: parquet', stalled: { operation: 'download', nth: 3 } },
  {
    way: 'parquet by way of a volume',
    defaults: `level: parquet, volume: ${volume}`,
    stalled: { operation: 'files-download' },
  },
  { way: 'streaming', defaults: 'level: streaming', stalled: { operation: 'download', nth: 3 } },
] as const satisfies readonly { way: string; defaults: string; stalled: Partial<FaultRule> }[];

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await EngineFixture.open();
});
afterEach(() => {
  vi.restoreAllMocks();
  fixture.warehouse.faults.clear();
});
afterAll(() => fixture.close());

const documentOf = (defaults: string): string =>
  `defaults: {${defaults}}\nlimits: {downloads: 1, group: 1KB}\ntables: [samples.tpch.orders]\n`;

/** A run that is cancelled at a certain moment, and how long it then took to end. */
async function cancelledRun(
  document: string,
  moment: (cancel: () => void) => void,
): Promise<{ readonly summary: RunSummary; readonly took: number }> {
  const control = new AbortController();
  let asked = Number.POSITIVE_INFINITY;
  const plan = await fixture.engine.plan(replicationOf(document), fixture.file, never);
  const running = fixture.engine.run(plan, { signal: control.signal, onProgress: () => undefined });
  moment(() => {
    asked = performance.now();
    control.abort();
  });
  const summary = await running;
  return { summary, took: performance.now() - asked };
}

async function expectResumable(document: string): Promise<void> {
  fixture.warehouse.faults.clear();
  const { tables } = await fixture.resume(document);
  expect(tables).toMatchObject([{ state: 'done', receipt: { rows: { received: rows, stored: rows } } }]);
  const [verified] = await fixture.engine.verify(replicationOf(document), fixture.file, never);
  expect(verified?.differences).toEqual([]);
  expect(existsSync(`${fixture.file}.spool`)).toBe(false);
}

describe.each(ways)('$way: a cancel is heard within a second', ({ defaults, stalled }) => {
  const document = documentOf(defaults);

  it('while the network stalls', async () => {
    const silent = fixture.warehouse.faults.add({
      ...stalled,
      times: 'always',
      effect: { kind: 'latency', ms: 60_000 },
    });
    const { summary, took } = await cancelledRun(document, async (cancel) => {
      while (silent.met() === 0) await sleep(5);
      cancel();
    });
    expect(summary.state).toBe('cancelled');
    expect(took).toBeLessThan(1000);
    await expectResumable(document);
  });

  it('while a slice begins', async () => {
    const { summary, took } = await cancelledRun(document, (cancel) => {
      const { beginSlice } = RunState.prototype;
      vi.spyOn(RunState.prototype, 'beginSlice').mockImplementation(async function (this: RunState, ...slice) {
        await beginSlice.apply(this, slice);
        cancel();
      });
    });
    vi.restoreAllMocks();
    expect(summary.state).toBe('cancelled');
    expect(took).toBeLessThan(1000);
    await expectResumable(document);
  }, 10_000);

  it('while data comes', async () => {
    const met = fixture.warehouse.faults.add({ ...stalled, effect: { kind: 'latency', ms: 0 } });
    const { summary, took } = await cancelledRun(document, async (cancel) => {
      while (met.met() === 0) await sleep(1);
      cancel();
    });
    expect(summary.state).toBe('cancelled');
    expect(took).toBeLessThan(1000);
    await expectResumable(document);
  });
});

it('pandas: a cancel is heard within a second while the frame is written', async () => {
  const whole = '{source: samples.tpch.orders, transform: {dropDuplicates: [o_orderkey]}}';
  const document = `limits: {downloads: 1, group: 1KB}\ntables: [${whole}]\n`;
  const { summary, took } = await cancelledRun(document, (cancel) => {
    const { enter } = TableBoard.prototype;
    vi.spyOn(TableBoard.prototype, 'enter').mockImplementation(function (this: TableBoard, phase) {
      enter.call(this, phase);
      // The frame is asked for in the same turn, so that the cancel finds it under way.
      if (phase === 'loading') setImmediate(cancel);
    });
  });
  vi.restoreAllMocks();
  expect(summary.state).toBe('cancelled');
  expect(took).toBeLessThan(1000);
  const { tables } = await fixture.resume(document);
  expect(tables).toMatchObject([{ state: 'done', receipt: { rows: { received: rows, stored: rows } } }]);
  expect(existsSync(`${fixture.file}.spool`)).toBe(false);
}, 10_000);
