import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../src/sample-warehouse/faults/fault-rule.ts';
import { ShakyTable } from '../../support/shaky-table.ts';

let shaky: ShakyTable;

beforeAll(async () => {
  shaky = await ShakyTable.start();
});

afterEach(() => shaky.calm());

afterAll(() => shaky.attempts.close());

describe('a statement', () => {
  // Planning asks for an explanation of the same text, over the other wire.
  const execution = { operation: 'statement', text: 'SELECT `id`', nth: 2, times: 'always' } as const;

  it('that fails at a value fails its table', async () => {
    const message = '[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012';
    const attempt = await shaky.disturbed({
      ...execution,
      effect: { kind: 'failStatement', errorClass: 'DIVIDE_BY_ZERO', sqlState: '22012', message },
    });
    expect(attempt.errors).toMatchObject([
      { code: 'source.invalidValue', message, subject: { table: 'samples.types.shaky' } },
    ]);
    await shaky.expectUntouched(attempt, { resumable: false });
  });

  it('that fails inside the warehouse is executed once more', async () => {
    const message = '[INTERNAL_ERROR] The executor was lost. SQLSTATE: XX000';
    const effect = { kind: 'failStatement', errorClass: 'INTERNAL_ERROR', sqlState: 'XX000', message } as const;
    await shaky.expectNew(await shaky.disturbed({ ...execution, times: 1, effect }));
    shaky.calm();
    const attempt = await shaky.disturbed({ ...execution, effect });
    expect(attempt.errors).toMatchObject([{ code: 'source.internal', message }]);
    await shaky.expectUntouched(attempt, { resumable: true });
  });

  it('whose result is cut short by the warehouse is not taken for the table', async () => {
    const attempt = await shaky.disturbed({
      operation: 'submit',
      effect: { kind: 'truncate', rows: 10 },
      times: 'always',
    });
    expect(attempt.errors).toMatchObject([
      { code: 'integrity.truncated', message: 'The warehouse cut the result short because of its size.' },
    ]);
    await shaky.expectUntouched(attempt, { resumable: false });
  });

  it('whose result is gone before it was read is executed again', async () => {
    const gone = { operation: 'chunk-link', chunk: 2, effect: { kind: 'resultGone' } } as const;
    const attempt = await shaky.disturbed(gone);
    await shaky.expectNew(attempt);
    expect(attempt.receipts).toMatchObject([{ retries: 1, version: 1 }]);
    shaky.calm();
    const failed = await shaky.disturbed({ ...gone, times: 'always' });
    expect(failed.errors).toMatchObject([
      {
        code: 'source.resultGone',
        message: expect.stringMatching(/^The server no longer has the result of statement/),
      },
    ]);
    await shaky.expectUntouched(failed, { resumable: true });
  });
});

describe('in the middle of a run', () => {
  it('the token runs out', async () => {
    const expired = { operation: 'chunk-link', effect: { kind: 'invalidToken' } } as const;
    await shaky.expectNew(await shaky.disturbed(expired));
    shaky.calm();
    const attempt = await shaky.disturbed({ ...expired, times: 'always' });
    expect(attempt.errors).toMatchObject([
      { code: 'auth.rejected', message: expect.stringContaining('403: Invalid access token.') },
    ]);
    await shaky.expectUntouched(attempt, { resumable: true });
    expect(attempt.finished.stdout + attempt.finished.stderr).not.toContain(shaky.warehouse.token);
    expect(readFileSync(attempt.target).includes(shaky.warehouse.token)).toBe(false);
    shaky.calm();
    const resumed = await shaky.resume(attempt);
    await shaky.expectNew(resumed);
  });

  it.each(['STOPPED', 'STOPPING', 'STARTING'] as const)('the warehouse is %s: it is waited for', async (state) => {
    await shaky.expectNew(await shaky.disturbed({ operation: 'submit', effect: { kind: 'warehouseState', state } }));
  });

  it('the warehouse is stopped before the run: it is started', async () => {
    shaky.warehouse.warehouse.setState('STOPPED');
    await shaky.expectNew(await shaky.disturbed(undefined));
  });

  it('the warehouse is deleted', async () => {
    const attempt = await shaky.disturbed({
      operation: 'submit',
      effect: { kind: 'warehouseState', state: 'DELETED' },
    });
    expect(attempt.errors).toMatchObject([
      {
        code: 'source.warehouseGone',
        message: `There is no SQL warehouse ${shaky.warehouse.warehouseId} any more.`,
      },
    ]);
    await shaky.expectUntouched(attempt, { resumable: false });
  });

  const view = '[samples.types.shaky_view]';
  const define = (columns: string) =>
    `CREATE OR REPLACE VIEW samples.types.shaky_view AS SELECT ${columns} FROM samples.types.shaky`;
  const redefined = (columns: string): FaultRule => ({
    operation: 'submit',
    effect: { kind: 'runSql', sql: [define(columns)] },
  });

  it('a view changes a type: refused before its first row is written', async () => {
    const attempt = await shaky.disturbed(redefined('CAST(id AS STRING) AS id, name'), { tables: view });
    await shaky.attempts.served.execute(define('id, name'));
    expect(attempt.errors).toMatchObject([
      {
        code: 'type.wireMismatch',
        message: 'Column "id" (BIGINT) arrives as Utf8 where the plan expects int64.',
        subject: { table: 'samples.types.shaky_view', column: 'id' },
      },
    ]);
    await shaky.expectUntouched(attempt, { resumable: false });
  });

  it('a view loses a column', async () => {
    const attempt = await shaky.disturbed(redefined('id'), { tables: view });
    await shaky.attempts.served.execute(define('id, name'));
    expect(attempt.errors).toMatchObject([
      {
        code: 'source.schemaChanged',
        message: expect.stringMatching(/^The source has changed since the plan: .*`name`/),
      },
    ]);
    await shaky.expectUntouched(attempt, { resumable: false });
  });

  it('the table is dropped', async () => {
    await shaky.attempts.served.execute('CREATE TABLE samples.types.short_lived AS SELECT id FROM range(10)');
    const drop = { kind: 'runSql', sql: ['DROP TABLE samples.types.short_lived'] } as const;
    const attempt = await shaky.disturbed(
      { operation: 'submit', effect: drop },
      { tables: '[samples.types.short_lived]' },
    );
    expect(attempt.errors).toMatchObject([
      { code: 'source.notFound', message: expect.stringContaining('`short_lived` cannot be found') },
    ]);
    await shaky.expectUntouched(attempt, { resumable: false });
  });
});
