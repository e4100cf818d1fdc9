import { expect, it } from 'vitest';
import { PlainProgress } from '../../../../src/cli/render/plain-progress.ts';
import type { RunProgress } from '../../../../src/shared/progress.ts';
import { EngineFixture, never, replicationOf } from './engine-fixture.ts';

it('a table says that it waits for the warehouse to start', async () => {
  const fixture = await EngineFixture.open({ warehouseStartMs: 4000 });
  try {
    const plan = await fixture.engine.plan(replicationOf('tables: [samples.tpch.nation]\n'), fixture.file, never);
    fixture.warehouse.warehouse.setState('STOPPED');
    const progress: RunProgress[] = [];
    const onProgress = (snapshot: RunProgress): void => {
      progress.push(snapshot);
    };
    const { state } = await fixture.engine.run(plan, { signal: never, onProgress });
    expect(state).toBe('done');
    const plain = new PlainProgress();
    const lines = progress.flatMap((snapshot) => plain.next(snapshot));
    expect(lines).toContain('samples.tpch.nation: waiting for the warehouse to start');
    expect(progress.at(-1)?.tables[0]?.waitsForWarehouse).toBeUndefined();
  } finally {
    await fixture.close();
  }
});
