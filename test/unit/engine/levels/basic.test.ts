import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { basic } from '../../../../src/engine/levels/basic.ts';
import type { ReadSlice, TableReading } from '../../../../src/engine/levels/level-path.ts';
import { TableBoard } from '../../../../src/engine/run/progress-board.ts';
import type { AppendRequest } from '../../../../src/engine/sink/sink.ts';
import type { DriverRow, RowReader } from '../../../../src/engine/source/source.ts';
import { mapColumn } from '../../../../src/engine/types/map-column.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { TablePlan } from '../../../../src/shared/plan.ts';

const plan: TablePlan = {
  source: { catalog: 'c', schema: 's', table: 't' },
  target: { schema: 's', table: 't' },
  kind: 'MANAGED',
  level: 'basic',
  levelReason: 'asked for in the document',
  mode: 'replace',
  validation: 'counts',
  version: 1,
  columns: [mapColumn({ name: 'n', typeText: 'int', nullable: true }, 'n')],
  slices: [{ index: 0, label: 'all', sql: 'SELECT `n` AS c0 FROM t', stagedCondition: 'true' }],
  sinkSql: [],
  warnings: [],
};

interface Given {
  /** The answers to `next`, statement by statement; the last one is an error or the end. */
  readonly statements: readonly (readonly (readonly DriverRow[] | ReplicatorError)[])[];
  /** What the source counts. */
  readonly counted?: number;
  readonly version?: number;
  /** Fails the batch of this number, once. */
  readonly failBatch?: number;
}

const rows = (from: number, count: number): readonly DriverRow[] => Array.from({ length: count }, (_, i) => [from + i]);

/** A source and a sink that do what they are told and write down what is asked of them. */
function reading({ statements, counted = 5, failBatch, ...more }: Given) {
  const log: string[] = [];
  const left = statements.map((answers) => [...answers]);
  const board = new TableBoard(plan, () => undefined);
  const reader: RowReader = {
    open: async (_, { firstRows }) => {
      log.push(`open ${firstRows}`);
      const answers = left.shift() ?? [];
      return {
        statementId: `statement ${statements.length - left.length}`,
        next: async (most) => {
          const answer = answers.shift() ?? [];
          if (answer instanceof ReplicatorError) throw answer;
          expect(answer.length).toBeLessThanOrEqual(most);
          return answer;
        },
        close: () => void log.push('close'),
      };
    },
  };
  let appended = 0;
  const context = {
    runId: 'r',
    limits: { batchRows: 2 },
    signal: new AbortController().signal,
    log: () => undefined,
    rows: reader,
    control: {
      query: async (sql: string) => {
        log.push(sql);
        return [{ row_count: BigInt(counted) }];
      },
    },
    sink: {
      append: async ({ chunk, batch }: AppendRequest) => {
        appended += 1;
        if (appended === failBatch) throw new ReplicatorError('sink.failed', 'The disk hiccups.');
        log.push(`append ${chunk}: ${batch.rows}`);
        return { appendMs: 1, commitMs: 1 };
      },
    },
    state: {
      beginSlice: async () => void log.push('begin'),
      endSlice: async () => void log.push('end'),
      discardSlice: async () => void log.push('discard'),
    },
  };
  const table = 'version' in more ? { ...plan, version: undefined } : plan;
  const request = { table, earlier: new Map(), board, context } as unknown as TableReading;
  return { log, board, request };
}

const whole = [rows(0, 2), rows(2, 1), rows(3, 1), rows(4, 1)];
const count = 'SELECT count(*) AS row_count FROM (SELECT `n` AS c0 FROM t) AS counted';

/** Without the pauses before another attempt. */
async function read(request: TableReading): Promise<readonly ReadSlice[]> {
  const reading = basic.read(request);
  const outcome = Promise.allSettled([reading]);
  await vi.advanceTimersByTimeAsync(60_000);
  await outcome;
  return reading;
}

describe('the level basic', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts, then appends in batches that are full', async () => {
    const { log, board, request } = reading({ statements: [whole] });
    const [slice] = await read(request);
    expect(slice).toMatchObject({ statementId: 'statement 1', manifestRows: 5, receivedRows: 5, resumed: false });
    expect(slice?.unpromised).toBeUndefined();
    expect(slice?.chunks.map((chunk) => chunk.rows)).toEqual([2, 2, 1]);
    expect(log).toEqual([count, 'open 2', 'begin', 'append 0: 2', 'append 1: 2', 'append 2: 1', 'close', 'end']);
    expect(board.snapshot(Date.now())).toMatchObject({ rows: 5, totalRows: 5, slices: { done: 1, total: 1 } });
  });

  it.each([
    [[rows(0, 2)], 6, '2 rows came in where the source has 6.'],
    [whole, 4, '5 rows came in where the source has 4.'],
    [[], 1, '0 rows came in where the source has 1.'],
  ])('a result that is cut short, or too long, is not taken for the table', async (answers, counted, message) => {
    const { log, request } = reading({ statements: [answers, answers, answers], counted });
    await expect(read(request)).rejects.toMatchObject({ code: 'integrity.manifest', message });
    expect(log).not.toContain('end');
    expect(log.filter((line) => line === 'discard')).toHaveLength(2);
    expect(log.at(-1)).toBe('close');
  });

  it('without a version nothing is counted nor promised', async () => {
    const { log, request } = reading({ statements: [whole], version: 0 });
    expect(await read(request)).toMatchObject([{ manifestRows: 5, receivedRows: 5, unpromised: true }]);
    expect(log).not.toContain(count);
  });

  it('after a failure the slice is discarded and read from its start', async () => {
    const lost = new ReplicatorError('network.unavailable', 'lost');
    const { log, board, request } = reading({ statements: [[rows(0, 2), rows(2, 1), lost], whole] });
    expect(await read(request)).toMatchObject([{ statementId: 'statement 2', receivedRows: 5 }]);
    const anew = ['close', 'discard', 'open 2', 'begin', 'append 0: 2', 'append 1: 2', 'append 2: 1', 'close', 'end'];
    expect(log).toEqual([count, 'open 2', 'begin', 'append 0: 2', ...anew]);
    expect(board.retries).toBe(1);
    expect(board.snapshot(Date.now())).toMatchObject({ rows: 5, totalRows: 5, slices: { done: 1, total: 1 } });
  });

  it('a token that is rejected in the middle is no failed attempt, once', async () => {
    const rejected = new ReplicatorError('auth.rejected', 'expired');
    const once = reading({ statements: [[rows(0, 2), rejected], whole] });
    expect(await read(once.request)).toMatchObject([{ receivedRows: 5 }]);
    const twice = reading({ statements: [[rejected], [rejected]] });
    await expect(read(twice.request)).rejects.toMatchObject({ code: 'auth.rejected' });
  });

  it('a batch that cannot be written stops the reading', async () => {
    const { log, request } = reading({ statements: [whole, whole], failBatch: 2 });
    await expect(read(request)).rejects.toMatchObject({ code: 'sink.failed' });
    expect(log).toEqual([count, 'open 2', 'begin', 'append 0: 2', 'close']);
  });

  it('a slice that is in stays', async () => {
    const { log, board, request } = reading({ statements: [] });
    const chunks = [{ index: 0, rows: 5, bytes: 50, digest: 'd' }];
    const earlier = new Map([[0, { statementId: 's', manifestRows: 5, manifestChunks: 1, done: true, chunks }]]);
    expect(await read({ ...request, earlier })).toMatchObject([
      { statementId: 's', manifestRows: 5, receivedRows: 5, bytes: 50, resumed: true, chunks },
    ]);
    expect(log).toEqual([]);
    expect(board.snapshot(Date.now())).toMatchObject({ rows: 5, totalRows: 5 });
  });

  it('a slice that is half in is discarded before it is read', async () => {
    const { log, request } = reading({ statements: [whole] });
    const earlier = new Map([[0, { statementId: 's', manifestRows: 5, manifestChunks: 1, done: false, chunks: [] }]]);
    await read({ ...request, earlier });
    expect(log.slice(0, 3)).toEqual([count, 'discard', 'open 2']);
  });
});
