import { Bool, Field, Int32, Int64, List, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { column, createStaging, requestFor, SinkFixture, stagingOf, streamOf } from './sink-fixture.ts';

const staging = stagingOf([
  column('id', { kind: 'int', bits: 64 }, 'BIGINT'),
  column('odd', { kind: 'bool' }, 'BOOLEAN'),
  column('words', { kind: 'text' }, 'VARCHAR'),
  column('list', { kind: 'list', element: { kind: 'int', bits: 32 } }, 'INTEGER[]'),
]);

/** Row `id`: NULL flag where id % 3 = 0, NULL word where id % 5 = 0, a list of id % 4 elements with NULL first. */
function batch(from: number, count: number): Table {
  const ids = Array.from({ length: count }, (_, i) => from + i);
  return new Table({
    id: vectorFromArray(ids.map(BigInt), new Int64()),
    odd: vectorFromArray(
      ids.map((id) => (id % 3 === 0 ? null : id % 2 === 1)),
      new Bool(),
    ),
    words: vectorFromArray(
      ids.map((id) => (id % 5 === 0 ? null : `w${id}`.padEnd(id % 30, 'é'))),
      new Utf8(),
    ),
    list: vectorFromArray(
      ids.map((id) => Array.from({ length: id % 4 }, (_, i) => (i === 0 ? null : id + i))),
      new List(new Field('element', new Int32())),
    ),
  });
}

/** Batches of lengths that are no multiple of anything. */
function chunk(from: number, lengths: readonly number[]): { rows: number; bytes: ArrayBuffer } {
  let next = from;
  const batches = lengths.map((length) => {
    next += length;
    return batch(next - length, length);
  });
  const [first, ...rest] = batches;
  return { rows: next - from, bytes: streamOf(first?.concat(...rest) ?? new Table()) };
}

const wrong = (table: string): string => `SELECT count(*) AS n, count(DISTINCT id) AS ids, count(*) FILTER (
    odd IS DISTINCT FROM CASE WHEN id % 3 = 0 THEN NULL ELSE id % 2 = 1 END
    OR words IS DISTINCT FROM CASE WHEN id % 5 = 0 THEN NULL
      ELSE 'w' || id || repeat('é', greatest(0, id % 30 - length('w' || id))::BIGINT) END
    OR list IS DISTINCT FROM list_transform(range(id % 4), lambda i: CASE WHEN i = 0 THEN NULL ELSE (id + i)::INTEGER END)
  ) AS wrong FROM "replicator_target"."main"."${table}__staging_1"`;

describe('many row groups', () => {
  let fixture: SinkFixture;
  beforeEach(() => {
    fixture = new SinkFixture();
  });
  afterEach(() => fixture.dispose());

  it('keep every value in its row, with two streams at once and batches that fit no boundary', async () => {
    const other = stagingOf(staging.columns, 'u');
    await fixture.prepare(staging);
    await fixture.sink.transaction([{ sql: createStaging(other) }]);
    const lengths = [4096, 3233, 863, 1, 0, 2049, 7001, 40_003];
    const sent = { a: 0, b: 0 };
    const collect = async (streamId: 'a' | 'b', request: ReturnType<typeof requestFor>): Promise<number> => {
      let rows = 0;
      for (let ended = false; !ended; ) {
        const group = await fixture.sink.ingest(request);
        rows += group.rows;
        ended = group.ended;
      }
      expect(rows, streamId).toBe(sent[streamId]);
      return rows;
    };
    const both = Promise.all([
      collect('a', requestFor(staging, 'a', { groupBytes: 3_000_000 })),
      collect('b', requestFor(other, 'b', { groupBytes: 1e9 })),
    ]);
    for (let index = 0; index < 5; index++) {
      for (const streamId of ['a', 'b'] as const) {
        const { rows, bytes } = chunk(sent[streamId], lengths);
        sent[streamId] += rows;
        fixture.send(streamId, index, rows, bytes);
      }
    }
    fixture.end('a');
    fixture.end('b');
    await both;
    for (const table of ['t', 'u']) {
      expect(await fixture.sink.query({ sql: wrong(table) })).toEqual([{ n: 286_230n, ids: 286_230n, wrong: 0n }]);
    }
  });
});
