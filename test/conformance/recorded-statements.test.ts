import { type Table, tableFromIPC } from 'apache-arrow';
import { afterEach, describe, expect, it } from 'vitest';
import type { BulkResult } from '../../src/engine/source/source.ts';
import { openSource, type SourceFixture } from '../support/source-fixture.ts';
import { type ReplayServer, startReplayServer } from './replay-server.ts';

const folder = process.env.REPLICATOR_RECORDINGS ?? '';
const title =
  folder === ''
    ? 'recorded statements (skipped: REPLICATOR_RECORDINGS names no folder of recordings)'
    : 'recorded statements';

const signal = new AbortController().signal;
const table = 'main.jdbc_test_schema';

/** One row as plain text, exact: numbers, instants and intervals by their raw integers. */
type Cell = string | null;

interface RecordedCase {
  readonly name: string;
  /** Rows by statement, as its SQL says; a statement that is not named here has no rows. */
  readonly rows: Readonly<Record<string, readonly (readonly Cell[])[]>>;
}

const inserted = (count: string): Cell[][] => [[count, count]];
const micros = (seconds: number): Cell => String(BigInt(Math.round(seconds * 1000)) * 1000n);
const instant = (iso: string): Cell => String(BigInt(Date.parse(iso)) * 1000n);

const stringEdgeCases = `SELECT * FROM (VALUES (1, '   leading and trailing spaces   '),(2, 'こんにちは'),(3, 'special chars: !@#$%^&*()'),(4, 'string with "double quotes" inside'),(5, NULL)) AS string_edge_cases(id, test_string) ORDER BY id`;

const cases: readonly RecordedCase[] = [
  {
    name: 'datatypes-intervaltypes',
    rows: {
      [`INSERT INTO ${table}.intervals_demo VALUES ( INTERVAL '100' YEAR, INTERVAL '1200' MONTH, INTERVAL '100-0' YEAR TO MONTH, INTERVAL '3' DAY, INTERVAL '3 4' DAY TO HOUR, INTERVAL '3 04:30' DAY TO MINUTE, INTERVAL '3 04:30:20.123' DAY TO SECOND, INTERVAL '27' HOUR, INTERVAL '27:15' HOUR TO MINUTE, INTERVAL '27:15:20.456' HOUR TO SECOND, INTERVAL '90:30.5' MINUTE TO SECOND, INTERVAL '45.789' SECOND)`]:
        inserted('1'),
      [`SELECT * FROM ${table}.intervals_demo`]: [
        [
          '1200',
          '1200',
          '1200',
          micros(3 * 86_400),
          micros(76 * 3600),
          micros(76.5 * 3600),
          micros(76.5 * 3600 + 20.123),
          micros(27 * 3600),
          micros(27.25 * 3600),
          micros(27.25 * 3600 + 20.456),
          micros(90 * 60 + 30.5),
          micros(45.789),
        ],
      ],
    },
  },
  { name: 'datatypes-nullhandling.invocation1', rows: { 'SELECT NULL': [[null]] } },
  { name: 'datatypes-nullhandling.invocation2', rows: { 'SELECT CAST(NULL AS DOUBLE)': [[null]] } },
  {
    name: 'datatypes-nullhandling.invocation3',
    rows: { 'SELECT NULL UNION (SELECT 1) order by 1': [[null], ['1']] },
  },
  {
    name: 'datatypes-stringedgecases',
    rows: {
      [stringEdgeCases]: [
        ['1', '   leading and trailing spaces   '],
        ['2', 'こんにちは'],
        ['3', 'special chars: !@#$%^&*()'],
        ['4', 'string with "double quotes" inside'],
        ['5', null],
      ],
    },
  },
  {
    name: 'datatypes-timestamp',
    rows: {
      [`INSERT INTO ${table}.timestamp_test_table (id, ts) VALUES (1, '2021-01-01 10:00:00'), (2, '2021-06-15 12:34:56.789'), (3, NULL)`]:
        inserted('3'),
      [`SELECT id, ts FROM ${table}.timestamp_test_table ORDER BY id`]: [
        ['1', instant('2021-01-01T10:00:00-08:00')],
        ['2', instant('2021-06-15T12:34:56.789-07:00')],
        ['3', null],
      ],
    },
  },
  {
    name: 'datatypes-timestampwithtimezoneconversion',
    rows: {
      [`INSERT INTO ${table}.timestamp_test_timezone (id, ts) VALUES (1, from_utc_timestamp('2021-06-15 12:34:56.789', 'America/Los_Angeles'))`]:
        inserted('1'),
      [`SELECT id, ts FROM ${table}.timestamp_test_timezone ORDER BY id`]: [['1', instant('2021-06-15T12:34:56.789Z')]],
    },
  },
  {
    name: 'datatypes-varianttypes',
    rows: {
      [`INSERT INTO ${table}.variant_types_table (id, variant_col) VALUES (1, PARSE_JSON('{"key": "value", "number": 123}')), (2, PARSE_JSON('{"nested": {"a": "b", "c": [1, 2, 3]}, "flag": true}')), (3, NULL)`]:
        inserted('3'),
      [`SELECT id, variant_col FROM ${table}.variant_types_table ORDER BY id`]: [
        ['1', '{"key":"value","number":123}'],
        ['2', '{"flag":true,"nested":{"a":"b","c":[1,2,3]}}'],
        ['3', null],
      ],
    },
  },
  { name: 'errorhandling-callingunsupportedsqlfeature', rows: {} },
  {
    name: 'preparedstatement-preparedstatementsetbytesvalidarray.invocation1',
    rows: {
      [`SELECT col1, col2 FROM ${table}.prepared_statement_test_bytes_table WHERE col1 = 1`]: [['1', '010203']],
    },
  },
  {
    name: 'preparedstatement-preparedstatementsetbytesvalidarray.invocation2',
    rows: { [`SELECT col1, col2 FROM ${table}.prepared_statement_test_bytes_table WHERE col1 = 1`]: [['1', '']] },
  },
];

describe.skipIf(folder === '')(title, () => {
  let server: ReplayServer | undefined;
  let fixture: SourceFixture | undefined;

  async function replay(caseName: string): Promise<ReplayServer> {
    server = await startReplayServer(folder, caseName);
    fixture = openSource(server);
    return server;
  }

  async function execute(sql: string): Promise<BulkResult> {
    if (fixture === undefined) throw new Error('Nothing is replayed.');
    return fixture.source.bulk.execute(sql, signal);
  }

  async function fetchTables(result: BulkResult): Promise<Table[]> {
    if (fixture === undefined) throw new Error('Nothing is replayed.');
    const streamId = result.statementId;
    const { chunks } = result.manifest;
    await fixture.source.fetcher.fetch({ streamId, result, chunks, parallel: 2 }, signal);
    const collected = await fixture.sink.ended(streamId);
    return [...collected.chunks.values()].map((bytes) => tableFromIPC(new Uint8Array(bytes)));
  }

  afterEach(async () => {
    await fixture?.close();
    await server?.close();
  });

  it.each(cases)('$name gives the rows that its SQL says', async ({ name, rows }) => {
    const { statements } = await replay(name);
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      const result = await execute(statement);
      const found = (await fetchTables(result)).flatMap(toCells);
      expect(found, statement).toEqual(rows[statement] ?? []);
      expect(result.manifest.totalRows).toBe(found.length);
      result.close();
    }
    expect(Object.keys(rows).filter((statement) => !statements.includes(statement))).toEqual([]);
  });

  it('takes a result that came within the answer', async () => {
    const { statements, requests } = await replay('sqlexecapihybridresults-hybridsmallquery');
    const result = await execute(statements[0] ?? '');
    const [found] = await fetchTables(result);
    expect(requests).toEqual(['POST /api/2.0/sql/statements']);
    expect(found?.numRows).toBe(10);
    expect(result.manifest.columns.map((column) => column.name)).toEqual(
      found?.schema.fields.map((field) => field.name),
    );
    const unscaled = (row: number, column: string) => BigInt(String(found?.getChild(column)?.get(row)));
    for (let row = 0; row < 10; row += 1) {
      const quantity = unscaled(row, 'cs_quantity');
      expect(quantity).toBeGreaterThan(0n);
      expect(unscaled(row, 'cs_ext_sales_price')).toBe(quantity * unscaled(row, 'cs_sales_price'));
      expect(unscaled(row, 'cs_ext_list_price')).toBe(quantity * unscaled(row, 'cs_list_price'));
      expect(unscaled(row, 'cs_net_profit')).toBe(
        unscaled(row, 'cs_net_paid') - unscaled(row, 'cs_ext_wholesale_cost'),
      );
    }
  });

  it('says what is wrong with a statement that failed', async () => {
    const { statements } = await replay('errorhandling-querysyntaxerror');
    const failing = statements.find((statement) => statement.startsWith('INSER ')) ?? '';
    await expect(execute(failing)).rejects.toMatchObject({
      code: 'source.invalidSql',
      facts: { errorClass: 'PARSE_SYNTAX_ERROR', sqlState: '42601', errorCode: 'BAD_REQUEST' },
    });
  });
});

function toCells(found: Table): Cell[][] {
  return Array.from({ length: found.numRows }, (_, row) =>
    found.schema.fields.map((field) => {
      const vector = found.getChild(field.name);
      if (vector === null || vector.get(row) === null) return null;
      const raw: unknown = vector.get(row);
      if (raw instanceof Uint8Array) return Buffer.from(raw).toString('hex');
      if (typeof raw === 'string') return raw;
      // Recorded results are one batch each, so that the raw values stand at the row's own place.
      return String(vector.data[0]?.values[row]);
    }),
  );
}
