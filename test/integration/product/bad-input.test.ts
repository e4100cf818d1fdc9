import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode, ErrorSubject } from '../../../src/shared/errors.ts';
import { Attempts } from '../../support/attempts.ts';
import { connectionTo } from '../../support/product.ts';

let attempts: Attempts;

beforeAll(async () => {
  attempts = await Attempts.start({
    typeText: ({ name, typeText }) => (name === 'strange' ? 'tensor(3)' : name === 'lying' ? 'int' : typeText),
  });
  await attempts.served.execute(
    'CREATE TABLE samples.types.odd (id INT, strange STRING)',
    'CREATE TABLE samples.types.liar (id INT, lying STRING)',
    "INSERT INTO samples.types.liar VALUES (1, 'no number')",
  );
});

afterAll(() => attempts.close());

const rows = 'samples.types.row_source';

describe('a connection that does not work ends the run with what to do, and makes no file', () => {
  const connectionCases: readonly {
    readonly what: string;
    readonly connection?: (sound: string) => string;
    readonly token?: string;
    readonly code: ErrorCode;
    readonly message: RegExp;
    readonly action: RegExp;
  }[] = [
    {
      what: 'a wrong token',
      token: 'dapi00000000000000000000000000000000',
      code: 'auth.rejected',
      message: /403: Invalid access token/,
      action: /DATABRICKS_TOKEN/,
    },
    {
      what: 'a host that does not exist',
      connection: () => 'connection: {host: no-such-host.invalid, httpPath: /sql/1.0/warehouses/0123456789abcdef}\n',
      code: 'network.hostUnknown',
      message: /^no-such-host\.invalid has no address/,
      action: /host name of the workspace/,
    },
    {
      what: 'a certificate that nobody here trusts',
      connection: (sound) => sound.replace(/, caFile: [^}]*/, ''),
      code: 'network.certificate',
      message: /^127\.0\.0\.1:\d+ has a certificate that is not trusted here/,
      action: /caFile/,
    },
  ];

  it.each(connectionCases)('$what', async ({ connection, token, code, message, action }) => {
    const attempt = await attempts.run({
      tables: `[${rows}]`,
      ...(connection === undefined ? {} : { connection: connection(connectionTo(attempts.served.warehouse)) }),
      ...(token === undefined ? {} : { token }),
    });
    expect(attempt.errors).toMatchObject([{ code, message: expect.stringMatching(message) }]);
    expect(attempt.action).toMatch(action);
    expect(attempt.code).toBe(1);
    expect(existsSync(attempt.target)).toBe(false);
    if (token !== undefined) expect(attempt.finished.stdout + attempt.finished.stderr).not.toContain(token);
  });

  it('a port at which nobody listens', async () => {
    // Held until now, so that it is free for sure.
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => holder.close(resolve));
    const { warehouse } = attempts.served;
    const attempt = await attempts.run({
      tables: `[${rows}]`,
      connection: connectionTo({ ...warehouse, port }),
    });
    expect(attempt.errors).toMatchObject([
      { code: 'network.unavailable', message: `127.0.0.1:${port} could not be reached, or broke off (ECONNREFUSED).` },
    ]);
    expect(attempt.action).toContain('Check the network');
    expect(attempt.code).toBe(1);
    expect(existsSync(attempt.target)).toBe(false);
  });

  it('a warehouse that is not there', async () => {
    const { warehouse } = attempts.served;
    const attempt = await attempts.run({
      tables: `[${rows}]`,
      connection: connectionTo({ ...warehouse, httpPath: '/sql/1.0/warehouses/0123456789abcdef' }),
    });
    expect(attempt.errors).toMatchObject([
      { code: 'source.warehouseGone', message: 'There is no SQL warehouse at the httpPath of the connection.' },
    ]);
    expect(attempt.code).toBe(1);
  });

  it('people are told the same in words', async () => {
    const { product, served } = attempts;
    const document = product.write(
      'words.replication.yaml',
      `${connectionTo(served.warehouse)}target: words.duckdb\ntables: [${rows}]\n`,
    );
    const { code, stdout, stderr } = await product.run(['run', document], { DATABRICKS_TOKEN: 'dapi0' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /^✘ samples\.types\.row_source The workspace .* Invalid access token\. /,
    );
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
      '→ Sign in again, or set a valid token in DATABRICKS_TOKEN or in the profile. (auth.rejected)',
    );
  });
});

describe('a table that cannot be copied is named with its reason, and the others are copied', () => {
  interface TableCase {
    readonly what: string;
    readonly table: string;
    readonly code: ErrorCode;
    readonly message: RegExp;
    readonly subject: ErrorSubject;
  }
  const filtered = (where: string) => `{source: samples.types.row_source, target: types.bad, where: "${where}"}`;
  const subject = { table: rows };
  const tableCases: readonly TableCase[] = [
    {
      what: 'a table that does not exist',
      table: 'samples.types.missing',
      code: 'source.notFound',
      message: /Table 'samples\.types\.missing' does not exist/,
      subject: { table: 'samples.types.missing' },
    },
    {
      what: 'a schema that does not exist',
      table: 'samples.missing.t',
      code: 'source.notFound',
      message: /Schema 'samples\.missing' does not exist/,
      subject: { table: 'samples.missing.t' },
    },
    {
      what: 'a catalog that does not exist',
      table: 'missing.a.t',
      code: 'source.notFound',
      message: /Catalog 'missing' does not exist/,
      subject: { table: 'missing.a.t' },
    },
    {
      what: 'a table that one may not read',
      table: 'samples.types.denied',
      code: 'auth.forbidden',
      message: /User does not have SELECT on Table 'samples\.types\.denied'/,
      subject: { table: 'samples.types.denied' },
    },
    {
      what: 'a type that nobody knows',
      table: 'samples.types.odd',
      code: 'type.unknown',
      message: /The type "tensor\(3\)" is not known here/,
      subject: { table: 'samples.types.odd', column: 'strange' },
    },
    {
      what: 'a column that comes as another type than was said',
      table: 'samples.types.liar',
      code: 'type.wireMismatch',
      message: /Column "lying" \(INT\) arrives as Utf8 where the plan expects int32/,
      subject: { table: 'samples.types.liar', column: 'lying' },
    },
    {
      what: 'a filter with a syntax error',
      table: filtered('id >'),
      code: 'source.invalidSql',
      message: /^\[PARSE_SYNTAX_ERROR\](?:.|\n)*id >/,
      subject,
    },
    {
      what: 'a filter that leaves its brackets',
      table: filtered('id > 1) OR (1 = 1'),
      code: 'source.invalidSql',
      message: /^The filter "id > 1\) OR \(1 = 1" closes a bracket that it did not open/,
      subject,
    },
    {
      what: 'a filter with a second statement',
      table: filtered('id > 1; DROP TABLE samples.types.odd'),
      code: 'source.invalidSql',
      message: /contains a semicolon/,
      subject,
    },
    {
      what: 'a filter on a column that does not exist',
      table: filtered('nope > 1'),
      code: 'source.invalidSql',
      message: /^\[UNRESOLVED_COLUMN(?:.|\n)*`nope`/,
      subject,
    },
    {
      what: 'a filter that fails at a value',
      table: filtered('CAST(name AS INT) > 1'),
      code: 'source.invalidValue',
      message: /^\[CAST_INVALID_INPUT\] The value 'name \d+'/,
      subject,
    },
    {
      what: 'a column to copy that does not exist',
      table: '{source: samples.types.row_source, target: types.bad, columns: [id, nope]}',
      code: 'plan.invalidColumns',
      message: /^There is no column "nope"; the table has id, name, region\.$/,
      subject: { table: rows, column: 'nope' },
    },
    {
      what: 'a column to leave out that does not exist',
      table: '{source: samples.types.row_source, target: types.bad, exclude: [nope]}',
      code: 'plan.invalidColumns',
      message: /^There is no column "nope"/,
      subject: { table: rows, column: 'nope' },
    },
    {
      what: 'no column that is left',
      table: '{source: samples.types.row_source, target: types.bad, exclude: [id, name, region]}',
      code: 'plan.invalidColumns',
      message: /^No column is left/,
      subject,
    },
  ];

  it.each(tableCases)('$what', async ({ table, code, message, subject }) => {
    const attempt = await attempts.run({ tables: `[${table}, samples.types.case_columns, samples.tpch.region]` });
    expect(attempt.errors).toMatchObject([{ code, message: expect.stringMatching(message), subject }]);
    expect(attempt.code).toBe(1);
    expect(attempt.receipts.map(({ source }) => source).sort()).toEqual([
      'samples.tpch.region',
      'samples.types.case_columns',
    ]);
    const good = [
      { source: ['samples', 'tpch', 'region'], target: ['tpch', 'region'] as const },
      { source: ['samples', 'types', 'case_columns'], target: ['types', 'case_columns'] as const },
    ];
    expect(await attempts.served.differences(attempt.target, good)).toEqual([]);
    expect(await attempts.tablesIn(attempt.target)).toEqual(['tpch.region', 'types.case_columns']);
  });

  it('a column of an unknown type can be left out', async () => {
    const attempt = await attempts.run({ tables: '[{source: samples.types.odd, exclude: [strange]}]' });
    expect(attempt).toMatchObject({ code: 0, errors: [], receipts: [{ columns: 1 }] });
  });
});

describe('a document that means nothing', () => {
  it.each([
    {
      tables: '[samples.types.zzz*]',
      code: 'plan.nothingToDo',
      message: 'Nothing that you may see matches samples.types.zzz*.',
    },
    {
      tables: '[{source: samples.types.odd, enabled: false}]',
      code: 'plan.nothingToDo',
      message: 'The document has no table to copy.',
    },
  ])('$tables', async ({ tables, code, message }) => {
    const attempt = await attempts.run({ tables });
    expect(attempt.errors).toMatchObject([{ code, message }]);
    expect(attempt.code).toBe(2);
    expect(existsSync(attempt.target)).toBe(false);
  });

  it('two tables of one name', async () => {
    const attempt = await attempts.run({
      tables: `[{source: ${rows}, target: a.b}, {source: samples.types.a_view, target: A.B}]`,
    });
    expect(attempt.code).toBe(2);
    expect(attempt.finished.events).toMatchObject([{ event: 'diagnostic', diagnostic: { severity: 'error' } }]);
    expect(existsSync(attempt.target)).toBe(false);
  });
});
