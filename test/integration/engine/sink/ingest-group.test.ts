import { Int32, Int64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import { column, createStaging, requestFor, SinkFixture, stagingOf, streamOf } from './sink-fixture.ts';

const staging = stagingOf([
  column('id', { kind: 'int', bits: 64 }, 'BIGINT'),
  column('name', { kind: 'text' }, 'VARCHAR'),
]);
const table = '"replicator_target"."main"."t__staging_1"';
const chunksIn = 'SELECT chunk, rows FROM "replicator_target"."_replicator"."chunks" ORDER BY chunk';

function rows(from: number, count: number): ArrayBuffer {
  const ids = Array.from({ length: count }, (_, i) => BigInt(from + i));
  return streamOf(
    new Table({
      id: vectorFromArray(ids, new Int64()),
      name: vectorFromArray(
        ids.map((id) => (id % 7n === 0n ? null : `name of the row ${id}`)),
        new Utf8(),
      ),
    }),
  );
}

describe('a group', () => {
  let fixture: SinkFixture;
  beforeEach(async () => {
    fixture = new SinkFixture();
    await fixture.prepare(staging);
  });
  afterEach(() => fixture.dispose());

  const summary = () =>
    fixture.sink.query({
      sql: `SELECT count(*) AS n, sum(id) AS ids, count(name) AS names, min(name) AS least FROM ${table}`,
    });

  it('takes chunks as they arrive and commits them with their checkpoint rows', async () => {
    fixture.send('a', 0, 5000, rows(0, 5000));
    const ingested = fixture.sink.ingest(requestFor(staging, 'a'));
    fixture.send('a', 1, 3000, rows(5000, 3000));
    fixture.end('a');
    expect(await ingested).toMatchObject({ chunks: [0, 1], rows: 8000, ended: true });
    expect(await summary()).toEqual([{ n: 8000n, ids: 31_996_000n, names: 6857n, least: 'name of the row 1' }]);
    expect(await fixture.sink.query({ sql: chunksIn })).toEqual([
      { chunk: 0, rows: 5000n },
      { chunk: 1, rows: 3000n },
    ]);
    expect(fixture.credits.length).toBe(2);
  });

  it('rolls back all of the group when the stream ends with an error', async () => {
    fixture.send('a', 0, 100, rows(0, 100));
    const ingested = fixture.sink.ingest(requestFor(staging, 'a'));
    fixture.end('a', new ReplicatorError('network.unavailable', 'gone'));
    await expect(ingested).rejects.toMatchObject({ code: 'network.unavailable', message: 'gone' });
    expect(await summary()).toMatchObject([{ n: 0n }]);
    expect(fixture.credits.map((credit) => credit.streamId)).toEqual(['a']);
  });

  it('keeps whole groups when a later one fails', async () => {
    const request = requestFor(staging, 'a', { groupBytes: 1 });
    fixture.send('a', 0, 100, rows(0, 100));
    fixture.send('a', 1, 99, rows(100, 100));
    expect(await fixture.sink.ingest(request)).toMatchObject({ chunks: [0], rows: 100, ended: false });
    await expect(fixture.sink.ingest(request)).rejects.toMatchObject({ code: 'integrity.manifest' });
    expect(await summary()).toMatchObject([{ n: 100n }]);
    expect(await fixture.sink.query({ sql: chunksIn })).toEqual([{ chunk: 0, rows: 100n }]);
  });

  it('refuses a chunk that is already in, with its whole group', async () => {
    const request = requestFor(staging, 'a', { groupBytes: 1 });
    fixture.send('a', 0, 100, rows(0, 100));
    await fixture.sink.ingest(request);
    fixture.send('a', 0, 100, rows(0, 100));
    await expect(fixture.sink.ingest(request)).rejects.toMatchObject({ code: 'sink.constraint' });
    expect(await summary()).toMatchObject([{ n: 100n }]);
  });

  it('answers an empty stream without a transaction', async () => {
    fixture.end('a');
    const ingested = await fixture.sink.ingest(requestFor(staging, 'a'));
    expect(ingested).toEqual({ chunks: [], rows: 0, bytes: 0, ended: true, appendMs: 0, commitMs: 0 });
  });

  it('is cancelled within a second while it waits for its first chunk', async () => {
    const outcome = expect(fixture.sink.ingest(requestFor(staging, 'a'))).rejects.toMatchObject({
      code: 'run.cancelled',
    });
    const started = performance.now();
    await fixture.sink.cancel();
    await outcome;
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('is cancelled within a second while the stream stalls inside a group', async () => {
    fixture.send('a', 0, 100, rows(0, 100));
    const outcome = expect(fixture.sink.ingest(requestFor(staging, 'a'))).rejects.toMatchObject({
      code: 'run.cancelled',
    });
    // The credit says that all rows have been handed over, so the sink now waits in its callback.
    await fixture.nextCredit();
    const started = performance.now();
    await fixture.sink.cancel();
    await outcome;
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await summary()).toMatchObject([{ n: 0n }]);
    fixture.send('b', 7, 10, rows(0, 10));
    fixture.end('b');
    expect(await fixture.sink.ingest(requestFor(staging, 'b'))).toMatchObject({ chunks: [7], ended: true });
  });

  it('gives way to another stream when nothing comes any more', async () => {
    const other = stagingOf(staging.columns, 'u');
    await fixture.sink.transaction([{ sql: createStaging(other) }]);
    fixture.send('a', 0, 100, rows(0, 100));
    const first = fixture.sink.ingest(requestFor(staging, 'a'));
    const second = fixture.sink.ingest(requestFor(other, 'b'));
    fixture.send('b', 0, 50, rows(0, 50));
    fixture.end('b');
    expect(await first).toMatchObject({ chunks: [0], rows: 100, ended: false });
    expect(await second).toMatchObject({ chunks: [0], rows: 50, ended: true });
    fixture.end('a');
    expect(await fixture.sink.ingest(requestFor(staging, 'a'))).toMatchObject({ rows: 0, ended: true });
  });

  it('gives the credit of every chunk back, also of those it throws away', async () => {
    fixture.send('a', 0, 100, new ArrayBuffer(16));
    await expect(fixture.sink.ingest(requestFor(staging, 'a'))).rejects.toMatchObject({ code: 'integrity.payload' });
    fixture.send('a', 1, 100, rows(100, 100));
    await fixture.nextCredit(2);
    expect(fixture.credits.map((credit) => credit.streamId)).toEqual(['a', 'a']);
  });

  it('names the JSON column whose text is no JSON, without quoting it', async () => {
    const json = stagingOf([column('secret', { kind: 'text' }, 'JSON')], 'j');
    await fixture.sink.transaction([{ sql: createStaging(json) }]);
    fixture.send('a', 0, 1, streamOf(new Table({ secret: vectorFromArray(['{"password": '], new Utf8()) })));
    fixture.end('a');
    const error = await fixture.sink.ingest(requestFor(json, 'a')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'value.invalidText', subject: { column: 'secret' } });
    expect(String(error)).not.toContain('password');
  });

  it('refuses a schema other than the planned one before the first row', async () => {
    fixture.send(
      'a',
      0,
      1,
      streamOf(new Table({ id: vectorFromArray([1], new Int32()), name: vectorFromArray(['x'], new Utf8()) })),
    );
    const error = await fixture.sink.ingest(requestFor(staging, 'a')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'type.wireMismatch', subject: { column: 'id' } });
    expect(String(error)).toContain('Int32 where the plan expects int64');
  });
});
