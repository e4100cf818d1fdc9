import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../src/sample-warehouse/faults/fault-rule.ts';
import type { ErrorCode } from '../../../src/shared/errors.ts';
import { ShakyTable } from '../../support/shaky-table.ts';

let shaky: ShakyTable;

beforeAll(async () => {
  shaky = await ShakyTable.start();
});

afterEach(() => shaky.calm());

afterAll(() => shaky.attempts.close());

describe('one file of a result', () => {
  const download = { operation: 'download', chunk: 1 } as const;
  const deliveries: readonly {
    readonly what: string;
    readonly effect: FaultRule['effect'];
    readonly code: ErrorCode;
    readonly message: RegExp;
    /** Goes on with it when the fault has passed; once per kind of fault is enough. */
    readonly resumed?: true;
  }[] = [
    {
      what: 'is dropped',
      resumed: true,
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
      resumed: true,
      effect: { kind: 'flipByte', at: 30_000 },
      code: 'integrity.payload',
      message: /^The LZ4 frame at byte \d+ of a chunk does not decode/,
    },
    {
      what: 'is refused',
      resumed: true,
      effect: { kind: 'deniedLink' },
      code: 'source.linkExpired',
      message: /^The storage host 127\.0\.0\.1:\d+ answered with 403/,
    },
  ];

  it.each(deliveries)('$what at first: overcome', async ({ effect }) => {
    await shaky.expectNew(await shaky.disturbed({ ...download, effect }));
  });

  it.each(deliveries)(
    '$what whenever it is asked for: fails, and can be resumed',
    async ({ effect, code, message }) => {
      const attempt = await shaky.disturbed({ ...download, effect, times: 'always' });
      expect(attempt.errors).toMatchObject([
        { code, message: expect.stringMatching(message), subject: { table: 'samples.types.shaky' } },
      ]);
      await shaky.expectUntouched(attempt, { resumable: true });
      shaky.calm();
      await shaky.expectNew(await shaky.resume(attempt));
    },
  );

  it('is another one at first: overcome, or told from the right one before it is published', async () => {
    const attempt = await shaky.disturbed({ ...download, effect: { kind: 'otherFile', chunk: 2 } });
    if (attempt.code === 0) return shaky.expectNew(attempt);
    // Which of the two files came first decides; what is in staging cannot be told apart any more.
    expect(attempt).toMatchObject({ code: 3, errors: [{ code: 'integrity.aggregates' }], receipts: [] });
    await shaky.expectUntouched(attempt, { resumable: false, code: 3 });
    await shaky.expectNew(await shaky.attempts.run({ tables: shaky.tables, target: attempt.target }));
  });

  it('is another one whenever it is asked for: fails', async () => {
    const attempt = await shaky.disturbed({ ...download, effect: { kind: 'otherFile', chunk: 2 }, times: 'always' });
    expect(attempt.errors).toMatchObject([{ code: 'integrity.aggregates', subject: { table: 'samples.types.shaky' } }]);
    await shaky.expectUntouched(attempt, { resumable: false, code: 3 });
  });

  it('is exchanged with another: the rows are all there', async () => {
    const { faults } = shaky.warehouse;
    faults.add({ ...download, effect: { kind: 'otherFile', chunk: 2 }, times: 'always' });
    await shaky.expectNew(
      await shaky.disturbed({
        operation: 'download',
        chunk: 2,
        effect: { kind: 'otherFile', chunk: 1 },
        times: 'always',
      }),
    );
  });
});
