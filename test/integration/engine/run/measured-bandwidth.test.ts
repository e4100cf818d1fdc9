import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunHistory } from '../../../../src/engine/state/run-history.ts';
import { SinkFixture } from '../sink/sink-fixture.ts';
import { EngineFixture } from './engine-fixture.ts';

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await EngineFixture.open();
});
afterAll(() => fixture.close());

async function measured(host: string): Promise<number | undefined> {
  const reader = new SinkFixture(fixture.file);
  try {
    await reader.openToRead();
    return await new RunHistory(reader.sink).measuredBandwidth(host);
  } finally {
    await reader.dispose();
  }
}

it('learns from the receipts how fast a host delivers, but not from runs that were held back', async () => {
  const host = `${fixture.warehouse.host}:${fixture.warehouse.port}`;
  await fixture.run('limits: {bandwidth: 5MB/s}\ntables: [samples.tpch.lineitem]');
  expect(await measured(host)).toBeUndefined();
  const { summary } = await fixture.run('limits: {downloads: 2}\ntables: [samples.tpch.lineitem]');
  const [outcome] = summary.tables;
  if (outcome?.state !== 'done') throw new Error(JSON.stringify(outcome));
  const { wireBytes, metrics } = outcome.receipt;
  expect(await measured(host)).toBeCloseTo(wireBytes / ((metrics?.phases.download ?? 0) / 2 / 1000), 3);
  expect(await measured('another.example')).toBeUndefined();
});
