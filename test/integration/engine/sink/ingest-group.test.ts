import { Int64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import { column, requestFor, SinkFixture, stagingOf, streamOf } from './sink-fixture.ts';

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
});
