import { createHash } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionTo, type Finished, Product } from '../../support/product.ts';
import { readCopy } from '../../support/read-copy.ts';
import { ServedTables } from '../../support/served-tables.ts';
import { type ExpectedColumn, expectedColumns, expectedFloats } from './expected-types.ts';

const product = new Product();
const file = path.join(product.folder, 'types.duckdb');
let served: ServedTables;
let finished: Finished;

const replicate = (name: string, tables: string, target = file): Promise<Finished> => {
  const document = `${connectionTo(served.warehouse)}target: ${target}\ntables: ${tables}\n`;
  return product.run(['run', product.write(`${name}.replication.yaml`, document), '--json'], {
    DATABRICKS_TOKEN: served.warehouse.token,
  });
};

const read = (sql: string) => readCopy(file, sql);

beforeAll(async () => {
  served = await ServedTables.start();
  finished = await replicate('types', '[samples.types.*]');
});

afterAll(async () => {
  await product.close();
  await served.close();
});

it('everything is copied but the table that nobody may read', () => {
  const outcomes = finished.events.filter(({ event }) => event === 'table').map(({ outcome }) => outcome);
  const failed = outcomes.filter((outcome) => (outcome as { state: string }).state !== 'done');
  expect(failed).toMatchObject([{ source: 'samples.types.denied', error: { code: 'auth.forbidden' } }]);
  expect(outcomes.length).toBeGreaterThan(50);
  expect(finished.code).toBe(1);
});

it('every table equals what is stored on the other side, row for row', async () => {
  const names = (served.warehouse.catalog.tables('samples', 'types') ?? []).map(({ name }) => name);
  const plain = names.filter((name) => !['denied', 'a_view', 'row_filtered'].includes(name));
  expect(plain).toEqual(expect.arrayContaining(['all_types', 'thousand_columns', 'evolving', 'select', 'no_rows']));
  const expected = plain.map((name) => ({ source: ['samples', 'types', name], target: ['types', name] as const }));
  const filtered = { source: ['samples', 'types', 'row_filtered'], where: "region = 'north'" };
  expect(await served.differences(file, [...expected, { ...filtered, target: ['types', 'row_filtered'] }])).toEqual([]);
}, 60_000);

/** A column as it should be, against what is in the copy: type, comment, and the rows in order. */
async function expectColumn(table: string, column: ExpectedColumn, rows: number): Promise<void> {
  const { name, type, comment = null, show = (text: string) => `CAST(${text} AS VARCHAR)`, values } = column;
  const described = `FROM duckdb_columns() WHERE schema_name = 'types' AND table_name = '${table}' AND column_name = '${name}' AND database_name = 'copy'`;
  const arrived = await read(
    `SELECT ${show(name)} AS value, (SELECT data_type ${described}) AS type, (SELECT comment ${described}) AS comment FROM types.${table} ORDER BY id`,
  );
  expect(arrived).toHaveLength(rows);
  expect(arrived[0]).toMatchObject({ type, comment });
  const padding = Array.from({ length: rows - values.length }, () => null);
  expect(arrived.map(({ value }) => value)).toEqual([...values, ...padding]);
}

describe('what is written down here has arrived', () => {
  it.each(expectedColumns)('$name is $type', async (column) => {
    await expectColumn(column.name.replace('c_', 'type_'), column, column.values.length + 1);
    await expectColumn('all_types', column, 8);
  });

  it.each(expectedFloats)('$name, bit for bit', async ({ name, type, bits }) => {
    for (const table of [name.replace('c_', 'type_'), 'all_types']) {
      const rows = await read(`SELECT ${name} AS value, typeof(${name}) AS type FROM types.${table} ORDER BY id`);
      expect(rows.map((row) => row.type)).toEqual(Array.from({ length: 8 }, () => type));
      expect(rows.map(({ value }) => (value === null ? null : toBits(Number(value), bits[0].length / 2)))).toEqual([
        ...bits,
        null,
      ]);
    }
  });

  it('ten megabytes in one value', async () => {
    const text = '0123456789'.repeat(1_048_576);
    const rows = await read('SELECT id, length(text) AS length, md5(text) AS md5 FROM types.big_value ORDER BY id');
    const md5 = (value: string) => createHash('md5').update(value).digest('hex');
    expect(rows).toEqual([
      { id: 1, length: 10_485_760n, md5: md5(text) },
      { id: 2, length: 5n, md5: md5('small') },
    ]);
  });

  it('a thousand columns', async () => {
    const [row, ...more] = await read('SELECT * FROM types.thousand_columns WHERE c0000 = 7');
    expect(more).toEqual([]);
    const expected = Array.from({ length: 1000 }, (_, i) => [
      `c${String(i).padStart(4, '0')}`,
      i % 2 === 0 ? 7 + i : `v${7 + i}`,
    ]);
    expect(Object.entries(row ?? {})).toEqual(expected);
    expect(await read('SELECT count(*) AS n FROM types.thousand_columns')).toEqual([{ n: 10n }]);
  });

  it('a table without rows has its columns', async () => {
    expect(await read('SELECT * FROM types.no_rows')).toEqual([]);
    expect((await read('DESCRIBE types.no_rows')).map((row) => `${row.column_name} ${row.column_type}`)).toEqual([
      'id BIGINT',
      'name VARCHAR',
      'tags VARCHAR[]',
    ]);
  });

  it('names that differ in letter case only are told apart, and the plan says so', async () => {
    expect(await read('SELECT * FROM types.case_columns ORDER BY 1')).toEqual([
      { a: 1, A__2: 2, aB: 3, Ab__2: 4 },
      { a: 5, A__2: 6, aB: 7, Ab__2: 8 },
    ]);
    const plan = finished.events.find(({ event }) => event === 'plan')?.plan as {
      tables: { source: { table: string }; warnings: string[] }[];
    };
    expect(plan.tables.find(({ source }) => source.table === 'case_columns')?.warnings).toEqual([
      'column A becomes A__2: DuckDB does not tell upper from lower case',
      'column Ab becomes Ab__2: DuckDB does not tell upper from lower case',
    ]);
    const [comment] = await read("SELECT comment FROM duckdb_tables() WHERE table_name = 'case_columns'");
    expect(comment).toEqual({ comment: 'Columns that differ in letter case only' });
  });

  it('hostile names of tables and columns', async () => {
    const long = 'long_'.repeat(51);
    const names = ['a space', "a'quote", 'a"double', 'a`backtick', 'emoji 😀', 'select', 'a-dash', long];
    for (const name of names) {
      const rows = await read(`SELECT * FROM types."${name.replaceAll('"', '""')}"`);
      expect(rows).toEqual([{ id: 1, own_name: name }]);
    }
    const columns = [
      ...['a space', 'a.dot', "a'quote", 'a"double', 'a`backtick', 'emoji 😀', 'new\nline', 'select', 'ORDER'],
      ...['a;semicolon', '--comment', 'Größe', long],
    ];
    expect(await read('SELECT * FROM types.hostile_columns')).toEqual([
      Object.fromEntries(columns.map((name) => [name, name])),
    ]);
    const comments = await read(
      "SELECT column_name AS name, comment FROM duckdb_columns() WHERE table_name = 'hostile_columns' ORDER BY column_index",
    );
    expect(comments).toEqual(columns.map((name) => ({ name, comment: `Called ${name}` })));
  });

  it('a view and a row filter, as this identity sees them', async () => {
    const range = (count: number) => Array.from({ length: count }, (_, i) => i);
    expect(await read('SELECT * FROM types.a_view ORDER BY id')).toEqual(
      range(50).map((i) => ({ id: BigInt(i), name: `NAME ${i}` })),
    );
    expect(await read('SELECT * FROM types.row_filtered ORDER BY id')).toEqual(
      range(50).map((i) => ({ id: BigInt(2 * i), name: `name ${2 * i}`, region: 'north' })),
    );
  });

  it('tables with a history, at their newest version', async () => {
    expect(await read('SELECT id, label, CAST(price AS VARCHAR) AS price FROM types.evolving ORDER BY id')).toEqual([
      { id: 2, label: 'two', price: null },
      { id: 3, label: 'three', price: '3.33' },
    ]);
    const feed = await read('SELECT id, name, CAST(amount AS VARCHAR) AS amount FROM types.changes_feed ORDER BY id');
    expect(feed.map(({ id, name, amount }) => `${id} ${name} ${amount}`)).toEqual([
      ...[2, 3, 4, 5, 6].map((id) => `${id} name ${id} ${id}.00`),
      ...[7, 8, 9].map((id) => `${id} changed ${id}.50`),
      '10 ten 10.00',
      '11 null null',
    ]);
  });
});

it('what is committed while a run reads is not in its copy, and is in the next one', async () => {
  const target = path.join(product.folder, 'versions.duckdb');
  await served.execute('CREATE TABLE samples.types.moving AS SELECT id FROM range(100)');
  // The new version and the new column come between the plan and the statement that reads.
  const added = served.warehouse.faults.add({
    operation: 'submit',
    text: '`moving`',
    effect: {
      kind: 'runSql',
      sql: [
        'INSERT INTO samples.types.moving VALUES (1000)',
        'ALTER TABLE samples.types.moving ADD COLUMNS (later STRING)',
        "INSERT INTO samples.types.moving VALUES (1001, 'new')",
      ],
    },
  });
  const table = { source: ['samples', 'types', 'moving'], target: ['types', 'moving'] as const };
  expect((await replicate('moving', '[samples.types.moving]', target)).code).toBe(0);
  expect(added.met()).toBe(1);
  expect(await served.differences(target, [{ ...table, version: 0 }])).toEqual([]);
  expect(await readCopy(target, 'SELECT max(id) AS last, count(*) AS n FROM types.moving')).toEqual([
    { last: 99n, n: 100n },
  ]);
  expect((await replicate('moving', '[samples.types.moving]', target)).code).toBe(0);
  expect(await served.differences(target, [table])).toEqual([]);
  expect(await readCopy(target, 'SELECT * FROM types.moving WHERE id > 99 ORDER BY id')).toEqual([
    { id: 1000n, later: null },
    { id: 1001n, later: 'new' },
  ]);
});

function toBits(value: number, bytes: number): string {
  const view = new DataView(new ArrayBuffer(bytes));
  if (bytes === 4) view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return Buffer.from(view.buffer).toString('hex');
}
