import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SinkFixture } from './sink-fixture.ts';

const holderEntry = new URL('./hold-file.ts', import.meta.url);
const rows = { sql: 'SELECT count(*) AS n FROM replicator_target.main.a' };

describe('the sink on a file that it only reads', () => {
  let fixture: SinkFixture;
  let holder: ChildProcess | undefined;
  beforeEach(async () => {
    fixture = new SinkFixture();
    await fixture.open();
    await fixture.sink.transaction([{ sql: 'CREATE TABLE replicator_target.main.a AS SELECT 42 AS i' }]);
  });
  afterEach(async () => {
    const held = holder;
    holder = undefined;
    if (held?.kill('SIGKILL')) await once(held, 'exit');
    await fixture.dispose();
  });

  it('leaves the file and its log to the byte', async () => {
    // As a process leaves them that is killed while the file is open.
    const left = path.join(fixture.folder, 'left.duckdb');
    for (const end of ['', '.wal']) copyFileSync(fixture.file + end, left + end);
    await fixture.sink.close();
    const names = readdirSync(fixture.folder);
    const before = [readFileSync(left), readFileSync(`${left}.wal`)];
    await fixture.openToRead(left);
    expect(await fixture.sink.query(rows)).toEqual([{ n: 1n }]);
    const insert = { sql: 'INSERT INTO replicator_target.main.a VALUES (43)' };
    await expect(fixture.sink.transaction([insert])).rejects.toThrow('read-only');
    await fixture.sink.close();
    expect([readFileSync(left), readFileSync(`${left}.wal`)]).toEqual(before);
    expect(readdirSync(fixture.folder)).toEqual(names);
  });

  it('shares it with another process that reads', async () => {
    await fixture.sink.close();
    holder = fork(holderEntry, [fixture.file, 'READ_ONLY'], { execArgv: [] });
    await once(holder, 'message');
    await fixture.openToRead();
    expect(await fixture.sink.query(rows)).toEqual([{ n: 1n }]);
  });

  // Nothing is forbidden to the superuser.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('needs no permission to write', async () => {
    await fixture.sink.close();
    chmodSync(fixture.file, 0o444);
    chmodSync(fixture.folder, 0o555);
    try {
      await fixture.openToRead();
      expect(await fixture.sink.query(rows)).toEqual([{ n: 1n }]);
    } finally {
      chmodSync(fixture.folder, 0o755);
    }
  });
});
