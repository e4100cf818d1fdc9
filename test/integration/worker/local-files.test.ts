import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WorkerFixture } from '../../support/worker-fixture.ts';

let worker: WorkerFixture;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'local-'));
  file = path.join(folder, 'own.duckdb');
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`
    CREATE SCHEMA s;
    CREATE TABLE s.t AS SELECT i AS id, i::DECIMAL(38,10) / 7 AS d, make_timestamptz(i * 1000001) AS instant, [i, NULL] AS l, repeat('x', i::INTEGER) AS x FROM range(1500) t(i);
    COMMENT ON TABLE s.t IS 'a table'; COMMENT ON COLUMN s.t.id IS 'the key';
    CREATE VIEW s.v AS SELECT id FROM s.t WHERE id < 3;
    CREATE TABLE s.big AS SELECT hash(i) AS h FROM range(2000000) t(i);
    CREATE SEQUENCE s.seq;
  `);
  connection.closeSync();
  instance.closeSync();
  worker = new WorkerFixture(() => 'no token is asked for');
});

afterAll(async () => {
  await worker.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the file to write, which nobody else may have open. */
async function openAlone(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  instance.closeSync();
}

describe('a file', () => {
  it('is described: schemas, tables with rows, columns and comments, views', async () => {
    const described = await worker.service.describeFile(file);
    expect(described.schemas).toEqual(['s']);
    const named = new Map(described.tables.map((table) => [`${table.name.schema}.${table.name.table}`, table]));
    expect([...named.keys()]).toEqual(['s.big', 's.t', 's.v']);
    expect(named.get('s.t')).toMatchObject({ kind: 'table', rows: 1500, comment: 'a table' });
    expect(named.get('s.t')?.columns.slice(0, 2)).toEqual([
      { name: 'id', type: 'BIGINT', comment: 'the key' },
      { name: 'd', type: 'DOUBLE' },
    ]);
    expect(named.get('s.big')?.bytes).toBeGreaterThan(4_000_000);
    expect(named.get('s.v')).toMatchObject({ kind: 'view', columns: [{ name: 'id', type: 'BIGINT' }] });
  });

  it('is let go after a few seconds, so that another program can write to it', async () => {
    await worker.service.describeFile(file);
    await vi.waitFor(() => openAlone(file), { timeout: 6000 });
  }, 20_000);

  it('is refused with the name of the program that holds it', async () => {
    const locked = path.join(folder, 'locked.duckdb');
    await worker.service.createFile(locked);
    const holder: ChildProcess = fork(new URL('../engine/sink/hold-file.ts', import.meta.url), [locked, 'READ_WRITE'], {
      execArgv: [],
    });
    try {
      await once(holder, 'message');
      const refused = await worker.service.describeFile(locked).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'sink.locked' });
      expect(String(refused)).toContain(`PID ${holder.pid}`);
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
    expect((await worker.service.describeFile(locked)).tables).toMatchObject([
      { name: { schema: 'main', table: 'held' } },
    ]);
  });

  it('is made empty, and an existing one is left as it is', async () => {
    const made = path.join(folder, 'made.duckdb');
    await worker.service.createFile(made);
    expect((await worker.service.describeFile(made)).tables).toEqual([]);
    await worker.service.createFile(file);
    expect((await worker.service.describeFile(file)).tables).toHaveLength(3);
  });

  it('that is not there is said to be missing', async () => {
    await expect(worker.service.describeFile(path.join(folder, 'none.duckdb'))).rejects.toMatchObject({
      code: 'sink.unwritable',
    });
  });

  it('with a thousand tables is described quickly', async () => {
    const wide = path.join(folder, 'wide.duckdb');
    const instance = await DuckDBInstance.create(wide);
    const connection = await instance.connect();
    for (let i = 0; i < 1000; i += 1) await connection.run(`CREATE TABLE t${i} (a INT, b TEXT, c DATE, d DOUBLE)`);
    connection.closeSync();
    instance.closeSync();
    await worker.service.describeFile(wide);
    const startedAt = performance.now();
    expect((await worker.service.describeFile(wide)).tables).toHaveLength(1000);
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });
});

describe('a query', () => {
  it('gives exact texts, cuts long ones, and says whether there is more', async () => {
    const rows = await worker.service.queryFile('q1', file, 'SELECT id, instant, l, x FROM s.t ORDER BY id DESC;', 2);
    expect(rows.columns).toEqual([
      { name: 'id', type: 'BIGINT' },
      { name: 'instant', type: 'TIMESTAMP WITH TIME ZONE' },
      { name: 'l', type: 'BIGINT[]' },
      { name: 'x', type: 'VARCHAR' },
    ]);
    expect(rows.more).toBe(true);
    expect(rows.rows).toHaveLength(2);
    expect(rows.rows[0]).toEqual(['1499', '1970-01-01 00:24:59.001499+00', '[1499, NULL]', `${'x'.repeat(1000)}…`]);
  });

  it('may be a DESCRIBE, a SUMMARIZE, an EXPLAIN, a FROM, with columns of the same name', async () => {
    expect((await worker.service.queryFile('q2', file, 'DESCRIBE s.t', 10)).rows).toHaveLength(5);
    expect((await worker.service.queryFile('q3', file, 'SUMMARIZE s.t', 10)).rows).toHaveLength(5);
    expect((await worker.service.queryFile('q4', file, 'EXPLAIN SELECT * FROM s.t', 10)).rows).toHaveLength(1);
    expect((await worker.service.queryFile('q5', file, 'FROM s.v -- all', 10)).rows).toEqual([['0'], ['1'], ['2']]);
    expect((await worker.service.queryFile('q6', file, 'SELECT 1 AS a, 2 AS a', 10)).rows).toEqual([['1', '2']]);
  });

  it('is told in plain words what is wrong with it', async () => {
    const wrong = await worker.service.queryFile('q7', file, 'SELECT nothing FROM s.t', 1).catch((error) => error);
    expect(wrong).toMatchObject({ code: 'query.invalid' });
    expect(wrong.message).toContain('nothing');
    expect(wrong.message).not.toContain('LINE');
  });

  it('is cancelled within a second', async () => {
    const slow = worker.service.queryFile('slow', file, 'SELECT count(*) FROM range(200000) a, range(2000000) b', 1);
    const outcome = slow.catch((error: unknown) => error);
    await worker.service.describeFile(file);
    const startedAt = performance.now();
    await worker.service.cancel('slow');
    expect(await outcome).toMatchObject({ code: 'run.cancelled' });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('cannot write, and cannot read or write another file', async () => {
    const secret = path.join(folder, 'secret.csv');
    writeFileSync(secret, 'a,b\n1,2\n');
    const out = path.join(folder, 'out.csv');
    const before = readFileSync(file);
    const filesBefore = readdirSync(folder).sort();
    const forbidden = [
      'DROP TABLE s.t',
      'DELETE FROM s.t',
      'INSERT INTO s.t (id) VALUES (1)',
      'CREATE TABLE s.new AS SELECT 1',
      'EXPLAIN ANALYZE DELETE FROM s.t',
      'EXPLAIN (ANALYZE) DELETE FROM s.t',
      'SELECT 1; DROP TABLE s.t',
      `COPY s.t TO '${out}'`,
      `COPY (SELECT 1) TO '${file}'`,
      `EXPORT DATABASE '${out}'`,
      `ATTACH '${out}.duckdb'`,
      'DETACH replicator_target',
      'INSTALL httpfs',
      'LOAD httpfs',
      'SET threads = 1',
      'PRAGMA enable_profiling',
      'CHECKPOINT',
      'BEGIN',
      "SELECT nextval('s.seq')",
      `SELECT * FROM read_csv('${secret}')`,
      `SELECT * FROM '${secret}'`,
      `SELECT * FROM read_text('/etc/passwd')`,
      `SELECT * FROM glob('${folder}/*')`,
      `SELECT * FROM read_blob('${file}')`,
      `SELECT * FROM query('SELECT * FROM read_blob(''${file}'')')`,
      `SELECT * FROM sniff_csv('${secret}')`,
      `WITH x AS MATERIALIZED (SELECT * FROM read_blob('${file}')) FROM x`,
    ];
    for (const [i, sql] of forbidden.entries()) {
      const outcome = await worker.service.queryFile(`forbidden ${i}`, file, sql, 1).catch((error: unknown) => error);
      expect(outcome, sql).toMatchObject({ code: expect.stringMatching(/^(query\.invalid|sink\.unwritable)$/) });
    }
    expect(readdirSync(folder).sort()).toEqual(filesBefore);
    expect(existsSync(out)).toBe(false);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('tables and views', () => {
  it('are previewed, shown as SQL, and dropped', async () => {
    const preview = await worker.service.previewLocal('p', file, { schema: 's', table: 'v' }, 2);
    expect(preview).toMatchObject({ rows: [['0'], ['1']], more: true });
    expect(await worker.service.describeCreate(file, { schema: 's', table: 'v' })).toContain('CREATE VIEW');
    await worker.service.dropLocal(file, { schema: 's', table: 'v' });
    await worker.service.dropLocal(file, { schema: 's', table: 'big' });
    const { tables } = await worker.service.describeFile(file);
    expect(tables.map(({ name }) => name.table)).toEqual(['t']);
    await expect(worker.service.dropLocal(file, { schema: 's', table: 'v' })).rejects.toMatchObject({
      code: 'query.invalid',
    });
  });
});

describe('a file of an earlier version', () => {
  it('says where its copies came from, cannot undo, and can be changed', async () => {
    const old = path.join(folder, 'old.duckdb');
    const instance = await DuckDBInstance.create(old);
    const connection = await instance.connect();
    const receipt = {
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 5,
      level: 'streaming',
      mode: 'replace',
      validation: 'counts',
      rows: { stored: 1 },
    };
    await connection.run(`
      CREATE SCHEMA _replicator; CREATE SCHEMA tpch; CREATE TABLE tpch.t AS SELECT 1 AS a;
      CREATE TABLE _replicator.runs (run_id VARCHAR PRIMARY KEY, state VARCHAR NOT NULL, started_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ, host VARCHAR NOT NULL, plan JSON NOT NULL);
      CREATE TABLE _replicator.tables (run_id VARCHAR, source VARCHAR, target_schema VARCHAR NOT NULL, target_table VARCHAR NOT NULL, state VARCHAR NOT NULL, version BIGINT, receipt JSON, error JSON, PRIMARY KEY (run_id, source));
      CREATE TABLE _replicator.chunks (run_id VARCHAR, source VARCHAR, slice INTEGER, chunk INTEGER, rows BIGINT NOT NULL, bytes BIGINT NOT NULL, PRIMARY KEY (run_id, source, slice, chunk));
      INSERT INTO _replicator.runs VALUES ('r1', 'done', now(), now(), 'h', '{}');
      INSERT INTO _replicator.tables VALUES ('r1', 'c.s.t', 'tpch', 't', 'done', 3, '${JSON.stringify(receipt)}', NULL);
    `);
    connection.closeSync();
    instance.closeSync();
    const { service } = worker;
    expect((await service.describeFile(old)).tables[0]?.origin).toMatchObject({ runId: 'r1', undoable: false });
    await expect(service.undo(old, 'r1')).rejects.toMatchObject({ code: 'run.notUndoable' });
    await service.dropLocal(old, { schema: 'tpch', table: 't' });
    expect((await service.describeFile(old)).tables).toEqual([]);
  });
});
