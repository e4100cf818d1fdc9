import { beforeEach, describe, expect, it } from 'vitest';
import { loadSpool, type SpooledSlice } from '../../../../src/engine/levels/load-spool.ts';
import { TableBoard } from '../../../../src/engine/run/progress-board.ts';
import type { RunContext } from '../../../../src/engine/run/run-context.ts';
import type { SpooledChunk } from '../../../../src/engine/state/spool-state.ts';
import { mapColumn } from '../../../../src/engine/types/map-column.ts';
import { type ErrorCode, ReplicatorError } from '../../../../src/shared/errors.ts';
import type { TablePlan } from '../../../../src/shared/plan.ts';

const table: TablePlan = {
  source: { catalog: 'c', schema: 's', table: 't' },
  target: { schema: 's', table: 't' },
  kind: 'MANAGED',
  level: 'parquet',
  levelReason: 'asked for in the document',
  mode: 'replace',
  validation: 'counts',
  version: 1,
  columns: [mapColumn({ name: 'n', typeText: 'int', nullable: true }, 'n')],
  slices: [{ index: 0, label: 'all', sql: 'SELECT `n` AS c0 FROM t', stagedCondition: 'true' }],
  sinkSql: [],
  warnings: [],
};

const failed = (code: ErrorCode): ReplicatorError => new ReplicatorError(code, 'It fails.');

describe('the loading of the spool', () => {
  let inSpool: SpooledChunk[];
  let loads: { names: string; oneThread: boolean }[];
  let discarded: string[];
  let control: AbortController;
  let board: TableBoard;
  /** What each load does, in turn; the ones after that succeed. */
  let outcomes: (ReplicatorError | (() => void))[];
  let unreadable: Readonly<Record<string, ErrorCode>>;

  beforeEach(() => {
    inSpool = ['a', 'b', 'c', 'd'].map((name, index) => ({
      index,
      rows: 1,
      bytes: 100,
      digest: name,
      file: { name, bytes: 10 },
    }));
    [loads, discarded, outcomes, unreadable] = [[], [], [], {}];
    control = new AbortController();
    board = new TableBoard(table, () => undefined);
  });

  function load(groupBytes: number): Promise<void> {
    const forget = (names: readonly string[]): void => {
      inSpool = inSpool.filter(({ file }) => !names.includes(file.name));
    };
    const context = {
      runId: 'r',
      limits: { threads: 2 },
      memory: { groupBytes },
      signal: control.signal,
      log: () => undefined,
      state: { event: async () => undefined },
      spooled: {
        list: async () => inSpool,
        load: async (_: unknown, { oneThread }: { oneThread: boolean }, files: readonly { name: string }[]) => {
          const names = files.map(({ name }) => name);
          loads.push({ names: names.join(''), oneThread });
          const outcome = outcomes.shift();
          if (outcome instanceof ReplicatorError) throw outcome;
          outcome?.();
          forget(names);
          return { appendMs: 7, commitMs: 5 };
        },
        readThrough: async (path: string) => {
          const code = unreadable[path];
          if (code !== undefined) throw failed(code);
        },
        forgetFiles: async (_: unknown, names: readonly string[]) => forget(names),
      },
    } as unknown as RunContext;
    const spool = {
      fileOf: (name: string) => name,
      discard: async (names: readonly string[]) => void discarded.push(...names),
    };
    return loadSpool({ table, slice: table.slices[0], spool } as unknown as SpooledSlice, board, context);
  }

  it('takes about as much in each transaction as there is memory for, and times the commits', async () => {
    await load(150);
    expect(loads.map(({ names }) => names)).toEqual(['ab', 'cd']);
    expect(board.phases.times).toMatchObject({ append: 14, checkpoint: 10 });
  });

  it('stops between two transactions when the run is cancelled', async () => {
    outcomes = [() => control.abort()];
    await expect(load(1)).rejects.toMatchObject({ code: 'run.cancelled' });
    expect(loads.map(({ names }) => names)).toEqual(['a']);
  });

  it('goes on in smaller groups and with one thread where DuckDB has no memory left', async () => {
    outcomes = [failed('sink.outOfMemory'), failed('sink.outOfMemory')];
    await load(1000);
    expect(loads).toEqual([
      { names: 'abcd', oneThread: false },
      { names: 'ab', oneThread: true },
      { names: 'a', oneThread: true },
      { names: 'b', oneThread: true },
      { names: 'c', oneThread: true },
      { names: 'd', oneThread: true },
    ]);
    expect(board.smallerGroups).toBe(2);
  });

  it('looks at what is in after a failure: the commit may have succeeded all the same', async () => {
    outcomes = [
      () => {
        inSpool = inSpool.slice(1);
        throw failed('sink.outOfMemory');
      },
    ];
    await load(1);
    expect(loads.map(({ names }) => names)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives up where there is no memory for a single file', async () => {
    outcomes = Array.from({ length: 9 }, () => failed('sink.outOfMemory'));
    await expect(load(1)).rejects.toMatchObject({ code: 'sink.outOfMemory' });
    expect(loads).toEqual([
      { names: 'a', oneThread: false },
      { names: 'a', oneThread: true },
    ]);
    expect(discarded).toEqual([]);
  });

  it('removes a file that cannot be read, and no other', async () => {
    outcomes = [failed('value.outOfRange')];
    unreadable = { b: 'sink.failed' };
    await expect(load(1000)).rejects.toMatchObject({ code: 'integrity.payload' });
    expect(discarded).toEqual(['b']);
    expect(inSpool.map(({ file }) => file.name)).toEqual(['a', 'c', 'd']);
  });

  it.each<ErrorCode>(['sink.unwritable', 'sink.constraint', 'internal.bug', 'sink.failed', 'value.outOfRange'])(
    'does not put %s down to files that can be read',
    async (code) => {
      outcomes = [failed(code)];
      await expect(load(1000)).rejects.toMatchObject({ code });
      expect(discarded).toEqual([]);
      expect(inSpool).toHaveLength(4);
    },
  );

  it('does not take a cancel for a file that cannot be read', async () => {
    outcomes = [failed('sink.failed')];
    unreadable = { a: 'run.cancelled' };
    await expect(load(1000)).rejects.toMatchObject({ code: 'run.cancelled' });
    expect(discarded).toEqual([]);
  });
});
