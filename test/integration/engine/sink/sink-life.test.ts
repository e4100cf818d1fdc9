import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SinkFixture } from './sink-fixture.ts';

const holderEntry = new URL('./hold-file.ts', import.meta.url);

/** Sets the version in the file's header, and its checksum, which is the XOR of all words times a constant. */
function raiseVersion(bytes: Buffer): void {
  const times = 0xbf58476d1ce4e5b9n;
  const before = bytes.readBigUInt64LE(8);
  bytes.writeUInt32LE(9999, 12);
  const after = bytes.readBigUInt64LE(8);
  bytes.writeBigUInt64LE(
    bytes.readBigUInt64LE(0) ^ BigInt.asUintN(64, before * times) ^ BigInt.asUintN(64, after * times),
    0,
  );
}

describe('the sink on its file', () => {
  let fixture: SinkFixture;
  let holder: ChildProcess | undefined;
  const release = async (): Promise<void> => {
    const held = holder;
    holder = undefined;
    if (held?.kill('SIGKILL')) await once(held, 'exit');
  };
  beforeEach(() => {
    fixture = new SinkFixture();
  });
  afterEach(async () => {
    await release();
    await fixture.dispose();
  });

  it('gives exact values: bigint, DECIMAL and nested values as text', async () => {
    await fixture.open();
    const sql = `SELECT 9007199254740993::BIGINT AS b, 1.50::DECIMAL(10,2) AS d, [1, NULL] AS l, $1 AS t, $2 AS n, $3 AS x`;
    expect(await fixture.sink.query({ sql, values: ["it's", null, 2n ** 62n] })).toEqual([
      { b: 9007199254740993n, d: '1.50', l: '[1, NULL]', t: "it's", n: null, x: 2n ** 62n },
    ]);
  });

  it('does all statements of a transaction or none', async () => {
    await fixture.open();
    await fixture.sink.transaction([{ sql: 'CREATE TABLE replicator_target.main.a (i INTEGER)' }]);
    const insert = { sql: 'INSERT INTO replicator_target.main.a VALUES ($1)', values: [1] };
    const wrong = { sql: 'INSERT INTO replicator_target.main.nothing VALUES (1)' };
    await expect(fixture.sink.transaction([insert, wrong])).rejects.toMatchObject({ code: 'internal.bug' });
    expect(await fixture.sink.query({ sql: 'SELECT count(*) AS n FROM replicator_target.main.a' })).toEqual([
      { n: 0n },
    ]);
    await fixture.sink.transaction([insert]);
    expect(await fixture.sink.query({ sql: 'SELECT i FROM replicator_target.main.a' })).toEqual([{ i: 1 }]);
  });

  it('keeps what is in over close and open', async () => {
    await fixture.open();
    await fixture.sink.transaction([{ sql: 'CREATE TABLE replicator_target.main.a AS SELECT 42 AS i' }]);
    await fixture.sink.close();
    const link = path.join(fixture.folder, 'link.duckdb');
    symlinkSync(fixture.file, link);
    await fixture.open(link);
    expect(await fixture.sink.query({ sql: 'SELECT i FROM replicator_target.main.a' })).toEqual([{ i: 42 }]);
  });

  it('names the process that holds the file', async () => {
    holder = fork(holderEntry, [fixture.file], { execArgv: [] });
    await once(holder, 'message');
    await expect(fixture.open()).rejects.toMatchObject({
      code: 'sink.locked',
      message: expect.stringContaining(`PID ${holder.pid}`),
    });
    await release();
    await fixture.open();
  });

  it.each([
    ['text', 'this is a text file\n'.repeat(1000)],
    ['an empty file', ''],
    ['SQLite', `SQLite format 3\0${'\0'.repeat(8192)}`],
  ])('refuses %s and leaves it as it was', async (_, content) => {
    writeFileSync(fixture.file, content);
    await expect(fixture.open()).rejects.toMatchObject({ code: 'sink.notADatabase' });
    rmSync(fixture.file);
    await fixture.open();
  });

  it.each([
    ['of a newer version', 'sink.newerVersion', raiseVersion],
    ['with a damaged block', 'sink.corrupt', (bytes: Buffer) => bytes.fill(0xa5, 4096 * 3 + 100, 4096 * 3 + 164)],
  ] as const)('refuses a database %s', async (_, code, change) => {
    await fixture.open();
    await fixture.sink.transaction([
      { sql: 'CREATE TABLE replicator_target.main.a AS SELECT range AS i FROM range(100000)' },
    ]);
    await fixture.sink.close();
    const bytes = readFileSync(fixture.file);
    change(bytes);
    writeFileSync(fixture.file, bytes);
    await expect(fixture.open()).rejects.toMatchObject({ code });
    expect(readFileSync(fixture.file).equals(bytes)).toBe(true);
  });

  it('refuses a folder, and a folder that is not there', async () => {
    mkdirSync(fixture.file);
    await expect(fixture.open()).rejects.toMatchObject({ code: 'sink.unwritable' });
    const lost = path.join(fixture.folder, 'nowhere', 'x.duckdb');
    await expect(fixture.open(lost)).rejects.toMatchObject({ code: 'sink.unwritable' });
  });

  it('notices that the file was deleted', async () => {
    await fixture.open();
    rmSync(fixture.file);
    const statement = { sql: 'CREATE TABLE replicator_target.main.a (i INTEGER)' };
    await expect(fixture.sink.transaction([statement])).rejects.toMatchObject({ code: 'sink.unwritable' });
  });

  it('cancels a long query within a second, and goes on', async () => {
    await fixture.open();
    const sql = 'SELECT count(*) FROM range(100000) a, range(10000000) b WHERE a.range + b.range = 7';
    const outcome = expect(fixture.sink.query({ sql })).rejects.toMatchObject({ code: 'run.cancelled' });
    const started = performance.now();
    await fixture.sink.cancel();
    await outcome;
    expect(performance.now() - started).toBeLessThan(1000);
    expect(await fixture.sink.query({ sql: 'SELECT 1 AS one' })).toEqual([{ one: 1 }]);
  });
});
