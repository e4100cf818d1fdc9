import { DuckDBInstance } from '@duckdb/node-api';
import { type Table as ArrowTable, Int64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SinkRow } from '../../../../src/engine/sink/sink.ts';
import { column, requestFor, SinkFixture, stagingOf, streamOf } from './sink-fixture.ts';

const staging = stagingOf([
  column('id', { kind: 'int', bits: 64 }, 'BIGINT'),
  column('name', { kind: 'text' }, 'VARCHAR'),
  column('mode', { kind: 'text' }, 'VARCHAR'),
]);
const rowGroup = 122_880;

/** Names that are distinct in the first row group and ten in the second, where DuckDB itself would take a dictionary. */
function rowsFrom(start: number, count: number): ArrowTable {
  const ids = Array.from({ length: count }, (_, i) => start + i);
  return new Table({
    id: vectorFromArray(ids.map(BigInt), new Int64()),
    name: vectorFromArray(
      ids.map((id) => (id < rowGroup ? `customer ${id}` : `customer number ${id % 10}`)),
      new Utf8(),
    ),
    mode: vectorFromArray(
      ids.map((id) => ['AIR', 'RAIL', 'TRUCK'][id % 3] ?? ''),
      new Utf8(),
    ),
  });
}

describe('a staging table', () => {
  let fixture: SinkFixture;
  beforeEach(() => {
    fixture = new SinkFixture();
  });
  afterEach(() => fixture.dispose());

  async function ingest(isFirst: boolean, count = 2 * rowGroup): Promise<void> {
    const request = requestFor(staging, 'a', { isFirst, rowsLeft: count, threads: 1 });
    fixture.send('a', 0, count, streamOf(rowsFrom(0, count)));
    fixture.end('a');
    const { rows } = await fixture.sink.ingest(request);
    expect(rows).toBe(count);
  }

  async function compressions(): Promise<readonly SinkRow[]> {
    await fixture.sink.query({ sql: 'CHECKPOINT "replicator_target"' });
    return fixture.sink.query({
      sql: `SELECT column_name AS name, list_sort(list(DISTINCT compression))::VARCHAR AS found
        FROM pragma_storage_info('replicator_target.main.t__staging_1')
        WHERE segment_type = 'VARCHAR' GROUP BY 1 ORDER BY 1`,
    });
  }

  it('is told which texts hardly repeat in what comes first', async () => {
    await fixture.prepare(staging);
    await ingest(true);
    expect(await compressions()).toEqual([
      { name: 'mode', found: '[Dictionary]' },
      { name: 'name', found: '[FSST]' },
    ]);
    expect(
      await fixture.sink.query({
        sql: `SELECT count(*) AS rows, count(DISTINCT name) AS names, count(DISTINCT mode) AS modes
          FROM "replicator_target"."main"."t__staging_1"`,
      }),
    ).toEqual([{ rows: BigInt(2 * rowGroup), names: BigInt(rowGroup + 10), modes: 3n }]);
  });

  it('is left as it is by later groups', async () => {
    await fixture.prepare(staging);
    await ingest(false);
    expect(await compressions()).toContainEqual({ name: 'name', found: '[Dictionary, FSST]' });
  });

  it('keeps the rows that it has', async () => {
    await fixture.prepare(staging);
    await fixture.sink.transaction([
      { sql: `INSERT INTO "replicator_target"."main"."t__staging_1" VALUES (-1, 'before', 'AIR')` },
    ]);
    await ingest(true);
    const sql = `SELECT count(*) AS rows, min(id) AS first FROM "replicator_target"."main"."t__staging_1"`;
    expect(await fixture.sink.query({ sql })).toEqual([{ rows: BigInt(2 * rowGroup + 1), first: -1n }]);
  });

  it('is left to DuckDB where fewer rows come first than tell anything', async () => {
    await fixture.prepare(staging);
    fixture.send('a', 1, 100, streamOf(rowsFrom(0, 100)));
    fixture.send('a', 0, 2 * rowGroup, streamOf(rowsFrom(100, 2 * rowGroup)));
    fixture.end('a');
    await fixture.sink.ingest(requestFor(staging, 'a', { isFirst: true, rowsLeft: 2 * rowGroup + 100, threads: 1 }));
    expect(await compressions()).toContainEqual({ name: 'name', found: '[Dictionary, FSST]' });
  });

  it.each([
    ['v1.2.0', ['[Dictionary]', '[Dictionary, FSST]']],
    ['v1.4.0', ['[DICT_FSST]', '[DICT_FSST]']],
  ])('is left to DuckDB in a file for %s, which knows of more than FSST', async (version, found) => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`ATTACH '${fixture.file}' AS later (STORAGE_VERSION '${version}')`);
    await connection.run('DETACH later');
    connection.closeSync();
    instance.closeSync();
    await fixture.prepare(staging);
    await ingest(true);
    expect((await compressions()).map((column) => column.found)).toEqual(found);
  });
});
