import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseColumns } from '../../../../src/engine/plan/choose-columns.ts';
import { countExportedRows, findForeignTypes, selectExported } from '../../../../src/engine/sql/exported-files.ts';
import { selectColumns } from '../../../../src/engine/sql/source-queries.ts';
import type { ColumnMapping } from '../../../../src/shared/column-mapping.ts';
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
    const counted = (await connection.runAndReadAll(countExportedRows(local))).getRowObjectsJS();
    const definitions = columns.map(({ target, targetType }) => `${quote(target)} ${targetType}`).join(', ');
    await connection.run(
      `CREATE SCHEMA IF NOT EXISTS ${schema}; CREATE TABLE ${schema}.${quote(table)} (${definitions})`,
    );
    const { rowsChanged } = await connection.run(
      `INSERT INTO ${schema}.${quote(table)} ${selectExported(local, columns)}`,
    );
    expect(counted).toEqual([{ row_count: BigInt(rowsChanged) }]);
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
  const names = (served.warehouse.catalog.tables('samples', 'types') ?? []).map(({ name }) => name);
  const plain = names.filter((name) => !['denied', 'a_view', 'row_filtered', 'evolving'].includes(name));
  expect(plain).toEqual(
    expect.arrayContaining(['all_types', 'case_columns', 'hostile_columns', 'no_rows', 'type_void']),
  );
  for (const [index, table] of plain.entries()) {
    const file = join(folder, `types-${index}.duckdb`);
    await copyOf(table, file);
    const expected = { source: ['samples', 'types', table], target: ['types', table] as const };
    expect(await served.differences(file, [{ ...expected, version: 0 }])).toEqual([]);
  }
}, 120_000);
