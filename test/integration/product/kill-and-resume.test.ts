import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Level } from '../../../src/shared/plan.ts';
import { compareFiles } from '../../support/compare-files.ts';
import { connectionTo, Product, type WarehouseProcess } from '../../support/product.ts';

/** More kills take longer and prove more: REPLICATOR_KILLS=100. */
const kills = Number(process.env.REPLICATOR_KILLS ?? 12);

const product = new Product();
let warehouse: WarehouseProcess;
let env: Readonly<Record<string, string>>;

interface Killed {
  readonly level: Level;
  readonly tables: string;
  readonly count: number;
  readonly kills: number;
}

const cases: readonly Killed[] = [
  { level: 'streaming', tables: '[samples.tpch.*]', count: 8, kills },
  // Row by row takes longer, so there are fewer of them.
  { level: 'basic', tables: '[samples.tpch.orders, samples.tpch.partsupp]', count: 2, kills: Math.ceil(kills / 2) },
];

/** Small groups and slices, so that a kill can fall between any two of them. */
const document = (
  { tables }: Killed,
  level: Level,
  target: string,
): string => `${connectionTo(warehouse)}target: ${target}
defaults: {level: ${level}}
limits: {tables: 3, group: 2MB, slice: 1MB}
tables: ${tables}
`;

beforeAll(async () => {
  warehouse = await product.startWarehouse(['--scale', '0.02']);
  env = { DATABRICKS_TOKEN: warehouse.token };
});

afterAll(() => product.close());

it.each(cases)(
  '$level: a run that is killed at a random moment is resumed to equal tables, $kills times',
  {
    timeout: 90_000 + kills * 20_000,
  },
  async (killed) => {
    const { level } = killed;
    const reference = path.join(product.folder, `${level}-reference.duckdb`);
    const whole = product.write(`${level}-reference.replication.yaml`, document(killed, 'streaming', reference));
    expect(await product.run(['run', whole, '--json'], env)).toMatchObject({ code: 0, stderr: '' });
    const typical = await runTime(
      product.write(`${level}-time.replication.yaml`, document(killed, level, `${level}-time.duckdb`)),
    );
    const seen = { killed: 0, resumed: 0 };
    for (let i = 0; i < killed.kills; i += 1) {
      // Every third file is used again, so that there is a previous table to be kept.
      const file = path.join(product.folder, `${level}-kill-${i - (i % 3)}.duckdb`);
      const written = product.write(`${level}-kill-${i}.replication.yaml`, document(killed, level, file));
      const { child, finished } = product.start(['run', written, '--json'], env);
      await planned(child);
      const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * typical);
      const first = await finished;
      clearTimeout(timer);
      if (first.signal === 'SIGKILL') {
        seen.killed += 1;
        const resumed = await product.run(['run', written, '--json', '--resume', 'last'], env);
        if (resumed.code === 0) seen.resumed += 1;
        else {
          // Killed before the run was written down, or after it was complete: there is nothing to resume.
          expect(resumed.stdout + resumed.stderr).toContain('run.notFound');
          expect((await product.run(['run', written, '--json'], env)).code).toBe(0);
        }
      } else expect(first.code).toBe(0);
      expect(await compareFiles(reference, file), `after kill ${i}`).toEqual({
        tables: killed.count,
        differences: [],
        leftovers: [],
      });
    }
    console.log(`${level}: ${seen.killed} of ${killed.kills} runs were killed, ${seen.resumed} resumed`);
    expect(seen.killed).toBeGreaterThan(killed.kills / 4);
    expect(seen.resumed).toBeGreaterThan(0);
  },
);

/** Resolves with the first line of output, which is the plan: from here on there is something to kill. */
async function planned({ stdout }: ReturnType<Product['start']>['child']): Promise<void> {
  if (stdout === null) throw new Error('The run has no output.');
  await once(stdout, 'data');
}

/** Milliseconds from the plan to the end of a run. */
async function runTime(written: string): Promise<number> {
  const { child, finished } = product.start(['run', written, '--json'], env);
  await planned(child);
  const started = performance.now();
  await finished;
  return performance.now() - started;
}
