import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../src/sample-warehouse/faults/fault-rule.ts';
import type { ErrorCode } from '../../../src/shared/errors.ts';
import { type Attempt, Attempts } from '../../support/attempts.ts';

/** Five files or so per result, so that one of them can go wrong among others. */
const fileBytes = 150_000;
const tables = '[samples.types.shaky]';
const shaky = { source: ['samples', 'types', 'shaky'], target: ['types', 'shaky'] } as const;

let attempts: Attempts;
/** A file with a copy of version 0; the source is at version 1 by now. */
let previous: string;

beforeAll(async () => {
  attempts = await Attempts.start({ fileBytes, warehouseStartMs: 200 });
  const { served } = attempts;
  await served.execute(
    "CREATE TABLE samples.types.shaky AS SELECT id, concat('name ', id) AS name FROM range(30000)",
    'CREATE VIEW samples.types.shaky_view AS SELECT id, name FROM samples.types.shaky',
  );
  const first = await attempts.run({ tables: '[samples.types.shaky, samples.types.shaky_view]' });
  expect(first).toMatchObject({ code: 0, errors: [] });
  previous = first.target;
  await served.execute("INSERT INTO samples.types.shaky VALUES (-1, 'new')");
});

afterEach(() => {
  attempts.served.warehouse.faults.clear();
  attempts.served.warehouse.warehouse.setState('RUNNING');
});

afterAll(() => attempts.close());

async function disturbed(rule: FaultRule | undefined, request: Partial<Parameters<Attempts['run']>[0]> = {}) {
  const added = rule === undefined ? undefined : attempts.served.warehouse.faults.add(rule);
  const attempt = await attempts.run({ tables, target: attempts.file(previous), ...request });
  if (added !== undefined) expect(added.met(), 'the fault is met').toBeGreaterThan(0);
  return attempt;
}

async function expectOvercome(attempt: Attempt): Promise<void> {
  expect(attempt).toMatchObject({ code: 0, errors: [], receipts: [{ rows: { stored: 30_001, source: 30_001 } }] });
  expect(await attempts.served.differences(attempt.target, [{ ...shaky, version: 1 }])).toEqual([]);
  expect(await attempts.tablesIn(attempt.target)).toEqual(['types.shaky', 'types.shaky_view']);
}

/** The previous copy is there row for row; staging is where a resume can go on with it, and nowhere else. */
async function expectUntouched(attempt: Attempt, options: { readonly resumable: boolean }): Promise<void> {
  expect(attempt.code).toBe(1);
  expect(attempt.receipts).toEqual([]);
  expect(await attempts.served.differences(attempt.target, [{ ...shaky, version: 0 }])).toEqual([]);
  const staging = (await attempts.tablesIn(attempt.target)).filter((name) => name.endsWith('__staging'));
  expect(staging.length > 0, 'staging is kept').toBe(options.resumable);
}

describe('one file of a result', () => {
  const download = { operation: 'download', chunk: 1 } as const;
  const deliveries: readonly {
    readonly what: string;
    readonly effect: FaultRule['effect'];
    readonly code: ErrorCode;
    readonly message: RegExp;
  }[] = [
    {
      what: 'is dropped',
      effect: { kind: 'reset', atByte: 0 },
      code: 'network.unavailable',
      message: /could not be reached, or broke off \(ECONNRESET\)/,
    },
    {
      what: 'breaks off',
      effect: { kind: 'reset', atByte: 5_000 },
      code: 'network.unavailable',
      message: /could not be reached, or broke off \(ECONNRESET\)/,
    },
    {
      what: 'is short by some bytes',
      effect: { kind: 'shorten', bytes: 100 },
      code: 'integrity.payload',
      message: /^The LZ4 frame at byte \d+ of a chunk is cut short/,
    },
    {
      what: 'is cut at the boundary of a message',
      effect: { kind: 'cutMessages', keep: 1 },
      code: 'integrity.manifest',
      message: /^Chunk 1 has \d+ bytes, the manifest announced \d+/,
    },
    {
      what: 'comes doubled',
      effect: { kind: 'doubleFile' },
      code: 'integrity.manifest',
      message: /^Chunk 1 has \d+ bytes, the manifest announced \d+/,
    },
    {
      what: 'has a byte flipped in its frame',
      effect: { kind: 'flipByte', at: 3 },
      code: 'integrity.payload',
      message: /does not begin as an LZ4 frame/,
    },
    {
      what: 'has a byte flipped in its rows',
      effect: { kind: 'flipByte', at: 30_000 },
      code: 'integrity.payload',
      message: /^The LZ4 frame at byte \d+ of a chunk does not decode/,
    },
    {
      what: 'is refused',
      effect: { kind: 'deniedLink' },
      code: 'source.linkExpired',
      message: /^The storage host 127\.0\.0\.1:\d+ answered with 403/,
    },
  ];

  it.each(deliveries)('$what at first: overcome', async ({ effect }) => {
    await expectOvercome(await disturbed({ ...download, effect }));
  });

  it.each(deliveries)(
    '$what whenever it is asked for: fails, and can be resumed',
    async ({ effect, code, message }) => {
      const attempt = await disturbed({ ...download, effect, times: 'always' });
      expect(attempt.errors).toMatchObject([
        { code, message: expect.stringMatching(message), subject: { table: 'samples.types.shaky' } },
      ]);
      await expectUntouched(attempt, { resumable: true });
      attempts.served.warehouse.faults.clear();
      await expectOvercome(await attempts.run({ tables, target: attempt.target, args: ['--resume', 'last'] }));
    },
  );

  it('is another one at first: overcome, or told from the right one before it is published', async () => {
    const attempt = await disturbed({ ...download, effect: { kind: 'otherFile', chunk: 2 } });
    if (attempt.code === 0) return expectOvercome(attempt);
    // Which of the two files came first decides; what is in staging cannot be told apart any more.
    expect(attempt).toMatchObject({ code: 3, errors: [{ code: 'integrity.aggregates' }], receipts: [] });
    expect(await attempts.served.differences(attempt.target, [{ ...shaky, version: 0 }])).toEqual([]);
    await expectOvercome(await attempts.run({ tables, target: attempt.target }));
  });

  it('is another one whenever it is asked for: fails', async () => {
    const attempt = await disturbed({ ...download, effect: { kind: 'otherFile', chunk: 2 }, times: 'always' });
    expect(attempt.errors).toMatchObject([{ subject: { table: 'samples.types.shaky' } }]);
    expect(['integrity.manifest', 'integrity.aggregates']).toContain(attempt.errors[0]?.code);
    expect([1, 3]).toContain(attempt.code);
    expect(await attempts.served.differences(attempt.target, [{ ...shaky, version: 0 }])).toEqual([]);
  });

  it('is exchanged with another: the rows are all there', async () => {
    const { faults } = attempts.served.warehouse;
    faults.add({ ...download, effect: { kind: 'otherFile', chunk: 2 }, times: 'always' });
    await expectOvercome(
      await disturbed({ operation: 'download', chunk: 2, effect: { kind: 'otherFile', chunk: 1 }, times: 'always' }),
    );
  });
});

describe('a statement', () => {
  // Planning asks for an explanation of the same text, over the other wire.
  const execution = { operation: 'statement', text: 'SELECT `id`', nth: 2, times: 'always' } as const;

  it('that fails at a value fails its table', async () => {
    const message = '[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012';
    const attempt = await disturbed({
      ...execution,
      effect: { kind: 'failStatement', errorClass: 'DIVIDE_BY_ZERO', sqlState: '22012', message },
    });
    expect(attempt.errors).toMatchObject([
      { code: 'source.invalidValue', message, subject: { table: 'samples.types.shaky' } },
    ]);
    await expectUntouched(attempt, { resumable: false });
  });

  it('that fails inside the warehouse is executed once more', async () => {
    const message = '[INTERNAL_ERROR] The executor was lost. SQLSTATE: XX000';
    const effect = { kind: 'failStatement', errorClass: 'INTERNAL_ERROR', sqlState: 'XX000', message } as const;
    await expectOvercome(await disturbed({ ...execution, times: 1, effect }));
    attempts.served.warehouse.faults.clear();
    const attempt = await disturbed({ ...execution, effect });
    expect(attempt.errors).toMatchObject([{ code: 'source.internal', message }]);
    await expectUntouched(attempt, { resumable: true });
  });

  it('whose result is cut short by the warehouse is not taken for the table', async () => {
    const attempt = await disturbed({ operation: 'submit', effect: { kind: 'truncate', rows: 10 }, times: 'always' });
    expect(attempt.errors).toMatchObject([
      { code: 'integrity.truncated', message: 'The warehouse cut the result short because of its size.' },
    ]);
    await expectUntouched(attempt, { resumable: false });
  });

  it('whose result is gone before it was read is executed again', async () => {
    const gone = { operation: 'chunk-link', chunk: 2, effect: { kind: 'resultGone' } } as const;
    const attempt = await disturbed(gone);
    await expectOvercome(attempt);
    expect(attempt.receipts).toMatchObject([{ retries: 1, version: 1 }]);
    attempts.served.warehouse.faults.clear();
    const failed = await disturbed({ ...gone, times: 'always' });
    expect(failed.errors).toMatchObject([
      {
        code: 'source.resultGone',
        message: expect.stringMatching(/^The server no longer has the result of statement/),
      },
    ]);
    await expectUntouched(failed, { resumable: true });
  });
});

describe('in the middle of a run', () => {
  it('the token runs out', async () => {
    const expired = { operation: 'chunk-link', effect: { kind: 'invalidToken' } } as const;
    await expectOvercome(await disturbed(expired));
    attempts.served.warehouse.faults.clear();
    const attempt = await disturbed({ ...expired, times: 'always' });
    expect(attempt.errors).toMatchObject([
      { code: 'auth.rejected', message: expect.stringContaining('403: Invalid access token.') },
    ]);
    await expectUntouched(attempt, { resumable: true });
    expect(attempt.finished.stdout + attempt.finished.stderr).not.toContain(attempts.served.warehouse.token);
    expect(readFileSync(attempt.target).includes(attempts.served.warehouse.token)).toBe(false);
    attempts.served.warehouse.faults.clear();
    const resumed = await attempts.run({ tables, target: attempt.target, args: ['--resume', 'last'] });
    await expectOvercome(resumed);
  });

  it.each(['STOPPED', 'STOPPING', 'STARTING'] as const)('the warehouse is %s: it is waited for', async (state) => {
    await expectOvercome(await disturbed({ operation: 'submit', effect: { kind: 'warehouseState', state } }));
  });

  it('the warehouse is stopped before the run: it is started', async () => {
    attempts.served.warehouse.warehouse.setState('STOPPED');
    await expectOvercome(await disturbed(undefined));
  });

  it('the warehouse is deleted', async () => {
    const attempt = await disturbed({ operation: 'submit', effect: { kind: 'warehouseState', state: 'DELETED' } });
    expect(attempt.errors).toMatchObject([
      {
        code: 'source.warehouseGone',
        message: `There is no SQL warehouse ${attempts.served.warehouse.warehouseId} any more.`,
      },
    ]);
    await expectUntouched(attempt, { resumable: false });
  });

  const view = '[samples.types.shaky_view]';
  const define = (columns: string) =>
    `CREATE OR REPLACE VIEW samples.types.shaky_view AS SELECT ${columns} FROM samples.types.shaky`;
  const redefined = (columns: string): FaultRule => ({
    operation: 'submit',
    effect: { kind: 'runSql', sql: [define(columns)] },
  });

  it('a view changes a type: refused before its first row is written', async () => {
    const attempt = await disturbed(redefined('CAST(id AS STRING) AS id, name'), { tables: view });
    await attempts.served.execute(define('id, name'));
    expect(attempt.errors).toMatchObject([
      {
        code: 'type.wireMismatch',
        message: 'Column "id" (BIGINT) arrives as Utf8 where the plan expects int64.',
        subject: { table: 'samples.types.shaky_view', column: 'id' },
      },
    ]);
    await expectUntouched(attempt, { resumable: false });
  });

  it('a view loses a column', async () => {
    const attempt = await disturbed(redefined('id'), { tables: view });
    await attempts.served.execute(define('id, name'));
    expect(attempt.errors).toMatchObject([
      {
        code: 'source.schemaChanged',
        message: expect.stringMatching(/^The source has changed since the plan: .*`name`/),
      },
    ]);
    await expectUntouched(attempt, { resumable: false });
  });

  it('the table is dropped', async () => {
    await attempts.served.execute('CREATE TABLE samples.types.short_lived AS SELECT id FROM range(10)');
    const drop = { kind: 'runSql', sql: ['DROP TABLE samples.types.short_lived'] } as const;
    const attempt = await disturbed({ operation: 'submit', effect: drop }, { tables: '[samples.types.short_lived]' });
    expect(attempt.errors).toMatchObject([
      { code: 'source.notFound', message: expect.stringContaining('`short_lived` cannot be found') },
    ]);
    await expectUntouched(attempt, { resumable: false });
  });
});
