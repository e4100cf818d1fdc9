import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseColumns } from '../../../../src/engine/plan/choose-columns.ts';
import { findForeignTypes, measureExported, selectExported } from '../../../../src/engine/sql/exported-files.ts';
import { selectColumns } from '../../../../src/engine/sql/source-queries.ts';
import { mapColumn } from '../../../../src/engine/types/map-column.ts';
import type { ColumnMapping } from '../../../../src/shared/column-mapping.ts';
import { int96File } from '../../../support/int96-file.ts';
import { readCopy } from '../../../support/read-copy.ts';
import { ServedTables } from '../../../support/served-tables.ts';
import { openSource, type SourceFixture } from '../../../support/source-fixture.ts';
import { volume } from './volume-fixture.ts';

const never = new AbortController().signal;
let served: ServedTables;
let fixture: SourceFixture;
let folder: string;

beforeAll(async () => {
  served = await ServedTables.start({ exportFileBytes: 100_000 });
  const { host, port, caCertificate, httpPath, token } = served.warehouse;
  const connection = { httpPath, getToken: async () => token };
  fixture = openSource({ host: `${host}:${port}`, ca: caCertificate }, { connection });
  folder = await mkdtemp(join(tmpdir(), 'exported-'));
});

afterAll(async () => {
  await fixture.close();
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Exported, downloaded and read back into a table of a DuckDB file, which may read nothing but the folder. */
async function copyOf(table: string, file: string, schema = 'types'): Promise<readonly ColumnMapping[]> {
  const { catalog, volumes } = fixture.source;
  const source = { catalog: 'samples', schema, table };
  const columns = chooseColumns((await catalog.describeTable(source, never)).columns, {});
  const run = `run-${Math.random().toString(36).slice(2)}`;
  const select = selectColumns({ source, version: 0 }, columns);
  const { files } = await volumes.export({ volume, run, slice: '0', select, columns }, never);
  const local = files.map(({ name }) => join(folder, name));
  await Promise.all(files.map((one, index) => volumes.download(one, local[index] ?? '', never)));
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    await connection.run(`SET allowed_directories = ['${folder}']; SET enable_external_access = false`);
    const foreign = await connection.runAndReadAll(findForeignTypes(local, columns));
    expect(foreign.getRowObjectsJS()).toEqual([]);
    const counted = (await connection.runAndReadAll(measureExported(local))).getRowObjectsJS();
    const definitions = columns.map(({ target, targetType }) => `${quote(target)} ${targetType}`).join(', ');
    await connection.run(
      `CREATE SCHEMA IF NOT EXISTS ${schema}; CREATE TABLE ${schema}.${quote(table)} (${definitions})`,
    );
    const { rowsChanged } = await connection.run(
      `INSERT INTO ${schema}.${quote(table)} ${selectExported(local, columns)}`,
    );
    expect(counted).toMatchObject([{ row_count: BigInt(rowsChanged) }]);
    // The footers tell of something, wherever there are rows.
    expect(Number(counted[0]?.byte_count) > 0).toBe(rowsChanged > 0);
    const stored = await connection.runAndReadAll(
      `SELECT data_type FROM duckdb_columns() WHERE schema_name = '${schema}' ORDER BY column_index`,
    );
    expect(stored.currentRowCount).toBe(columns.length);
    const types = (sql: string) => connection.runAndReadAll(`SELECT column_type FROM (DESCRIBE ${sql})`);
    const [exported, target] = await Promise.all([
      types(selectExported(local, columns)),
      types(`SELECT * FROM ${schema}.${quote(table)}`),
    ]);
    expect(exported.getRows()).toEqual(target.getRows());
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  return columns;
}

it('every table of every type comes back as it is stored, whatever its columns are called', async () => {
  const tables = ['all_types', 'hostile_columns', 'case_columns', 'thousand_columns', 'big_value', 'no_rows'];
  for (const [index, table] of tables.entries()) {
    const file = join(folder, `types-${index}.duckdb`);
    await copyOf(table, file);
    const expected = { source: ['samples', 'types', table], target: ['types', table] as const };
    expect(await served.differences(file, [{ ...expected, version: 0 }])).toEqual([]);
  }
}, 120_000);

it('dates and timestamps keep every day and microsecond inside of arrays, maps and structs', async () => {
  const first = "TIMESTAMP'0001-01-01 00:00:00Z'";
  const last = "TIMESTAMP'9999-12-31 23:59:59.999999Z'";
  await served.execute(`CREATE TABLE samples.types.nested_times AS
    SELECT 1 AS id, array(DATE'0001-01-01', NULL, DATE'9999-12-31') AS dates, array(array(${first}), array(${last}, NULL)) AS times,
      map(DATE'1582-10-10', ${last}) AS by_day, named_struct('a b', ${first}, 'in', named_struct('d', DATE'1582-10-10')) AS s
    UNION ALL SELECT 2, array(), NULL, NULL, NULL`);
  const file = join(folder, 'nested.duckdb');
  await copyOf('nested_times', file);
  const expected = { source: ['samples', 'types', 'nested_times'], target: ['types', 'nested_times'] as const };
  expect(await served.differences(file, [{ ...expected, version: 0 }])).toEqual([]);
  const [row] = await readCopy(
    file,
    'SELECT CAST(dates AS VARCHAR) AS dates, CAST(times AS VARCHAR) AS times, CAST(by_day AS VARCHAR) AS by_day, CAST(s AS VARCHAR) AS s FROM types.nested_times WHERE id = 1',
  );
  expect(row).toEqual({
    dates: '[0001-01-01, NULL, 9999-12-31]',
    times: "[['0001-01-01 00:00:00+00'], ['9999-12-31 23:59:59.999999+00', NULL]]",
    by_day: "{1582-10-10='9999-12-31 23:59:59.999999+00'}",
    s: "{'a b': '0001-01-01 00:00:00+00', 'in': {'d': 1582-10-10}}",
  });
});

it('a file whose columns have other types than were asked for is told from the others', async () => {
  const { catalog, volumes } = fixture.source;
  const source = { catalog: 'samples', schema: 'types', table: 'type_decimal_9_3' };
  const columns = chooseColumns((await catalog.describeTable(source, never)).columns, {});
  const select = 'SELECT id, CAST(c_decimal_9_3 AS DECIMAL(12,6)) FROM samples.types.type_decimal_9_3';
  const { files } = await volumes.export({ volume, run: 'foreign', slice: '0', select, columns }, never);
  const local = files.map(({ name }) => join(folder, name));
  await Promise.all(files.map((one, index) => volumes.download(one, local[index] ?? '', never)));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const foreign = await connection.runAndReadAll(findForeignTypes(local, columns));
  expect(foreign.getRowObjectsJS()).toEqual([{ column_name: 'c1', found: 'DECIMAL(12,6)', expected: 'DECIMAL(9,3)' }]);
  connection.closeSync();
  instance.closeSync();
});

it('timestamps as Spark writes them by itself would come without a zone: why they go as numbers', async () => {
  const edges = [-62_135_596_800_000_000n, -12_219_336_000_000_000n, 9_223_372_036_854_776n, 253_402_300_799_999_999n];
  const file = join(folder, 'int96.parquet');
  await writeFile(file, int96File(edges));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const read = async (sql: string) =>
    (await connection.runAndReadAll(`${sql} FROM read_parquet('${file}')`)).getRowsJS();
  expect(await read('SELECT epoch_us(t), typeof(t)')).toEqual(edges.map((edge) => [edge, 'TIMESTAMP']));
  await connection.run("SET TimeZone = 'America/New_York'");
  const shifted = await read('SELECT epoch_us(CAST(t AS TIMESTAMPTZ)) - epoch_us(t)');
  expect(shifted.every(([shift]) => shift !== 0n)).toBe(true);
  const column = mapColumn({ name: 't', typeText: 'timestamp', nullable: true }, 't');
  const foreign = await connection.runAndReadAll(findForeignTypes([file], [column]));
  expect(foreign.currentRowCount).toBe(2);
  connection.closeSync();
  instance.closeSync();
});
