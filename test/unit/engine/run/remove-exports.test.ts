import { beforeEach, describe, expect, it } from 'vitest';
import { removeRunExports, removeTableExports } from '../../../../src/engine/run/remove-exports.ts';
import type { RunContext } from '../../../../src/engine/run/run-context.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { TablePlan } from '../../../../src/shared/plan.ts';

const table = { source: { catalog: 'c', schema: 's', table: 't' }, volume: '/Volumes/c/s/v' } as TablePlan;

describe('what a run has left in a volume', () => {
  let removed: string[];
  let warnings: string[];
  let failure: ReplicatorError | undefined;
  let control: AbortController;
  let context: RunContext;

  beforeEach(() => {
    [removed, warnings, failure, control] = [[], [], undefined, new AbortController()];
    const remove = async (folder: string, signal: AbortSignal): Promise<ReplicatorError | undefined> => {
      if (signal.aborted) return new ReplicatorError('run.cancelled', 'Cancelled.');
      removed.push(folder);
      return failure;
    };
    context = {
      runId: 'r',
      signal: control.signal,
      log: (_: string, message: string) => void warnings.push(message),
      volumes: {
        remove,
        removeRun: (volume: string, run: string, signal: AbortSignal) => remove(`${volume} ${run}`, signal),
      },
      state: {
        slices: async () => new Map([{ folder: 'one' }, {}, { folder: 'two' }].map((slice, index) => [index, slice])),
      },
    } as unknown as RunContext;
  });

  it('goes, table by table: the folders of its slices', async () => {
    await removeTableExports(table, context);
    expect(removed).toEqual(['one', 'two']);
  });

  it('is nothing where a table came without a volume', async () => {
    await removeTableExports({ ...table, volume: undefined } as unknown as TablePlan, context);
    expect(removed).toEqual([]);
  });

  it('is told of where it cannot be removed, and fails nothing', async () => {
    failure = new ReplicatorError('auth.forbidden', 'No.');
    await removeRunExports('v', 'r', context);
    expect(removed).toEqual(['v r']);
    expect(warnings).toEqual(['Exported files could not be removed: No.']);
  });

  it('is not waited for after a cancel', async () => {
    control.abort();
    await removeRunExports('v', 'r', context);
    expect(removed).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
});
