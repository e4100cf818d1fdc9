import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Table, Utf8, vectorFromArray } from 'apache-arrow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { column, requestFor, SinkFixture, stagingOf, streamOf } from './sink-fixture.ts';

const killedEntry = new URL('./ingest-until-killed.ts', import.meta.url);
const staging = '"replicator_target"."main"."t__staging_1"';
const chunks = '"replicator_target"."_replicator"."chunks"';

describe('a killed process', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'replicator-kill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each([1, 2, 4])('leaves whole groups only, killed in the middle of the group after %i', async (groups) => {
    const file = path.join(folder, 'target.duckdb');
    const child = fork(killedEntry, [file], { execArgv: [] });
    let acknowledged = 0;
    for (let i = 0; i < groups; i++) acknowledged += Number((await once(child, 'message'))[0]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const fixture = new SinkFixture(file);
    try {
      await fixture.open();
      const [found] = await fixture.sink.query({
        sql: `SELECT (SELECT count(*) FROM ${chunks}) AS chunks, (SELECT count(*) FROM ${staging}) AS rows,
          (SELECT count(*) FROM (SELECT chunk FROM ${staging} GROUP BY chunk HAVING count(*) = 20000 AND count(DISTINCT words) = 20000)) AS whole`,
      });
      const inFile = Number(found?.chunks);
      expect(inFile).toBeGreaterThanOrEqual(acknowledged);
      expect(found).toEqual({ chunks: BigInt(inFile), rows: BigInt(inFile) * 20_000n, whole: BigInt(inFile) });
    } finally {
      await fixture.dispose();
    }
  });
});

// Mounting needs root; elsewhere the test says that it was skipped.
describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  'a full disk (needs root to mount a small one)',
  () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'replicator-full-'));
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'replicator-test', folder]);
    });
    afterEach(() => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    });

    it('is said, keeps what was committed, and is survived by opening again', async () => {
      const inner = path.join(folder, 'data');
      mkdirSync(inner);
      const filler = path.join(folder, 'filler');
      writeFileSync(filler, Buffer.alloc(4_000_000));
      const table = stagingOf([column('words', { kind: 'text' }, 'VARCHAR')]);
      const fixture = new SinkFixture(path.join(inner, 'target.duckdb'));
      try {
        await fixture.prepare(table);
        const request = requestFor(table, 's', { groupBytes: 1 });
        const send = (index: number, count: number): void => {
          // Digits of a chaotic sequence: hard to compress.
          let x = 0.4 + index / 7;
          const words = Array.from({ length: count }, () => {
            let word = '';
            for (let part = 0; part < 8; part++) {
              x = 3.99 * x * (1 - x);
              word += String(x).slice(2, 17);
            }
            return word;
          });
          fixture.send('s', index, count, streamOf(new Table({ words: vectorFromArray(words, new Utf8()) })));
        };
        send(0, 100);
        await fixture.sink.ingest(request);
        send(1, 70_000);
        await expect(fixture.sink.ingest(request)).rejects.toMatchObject({ code: 'sink.diskFull' });
        await fixture.sink.close();
        rmSync(filler);
        await fixture.open();
        expect(await fixture.sink.query({ sql: `SELECT count(*) AS n FROM ${staging}` })).toEqual([{ n: 100n }]);
      } finally {
        await fixture.dispose();
      }
    });
  },
);
