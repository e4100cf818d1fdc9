import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeSpoolsBut } from '../../../../src/engine/spool/remove-spools.ts';
import { SpoolFolder } from '../../../../src/engine/spool/spool-folder.ts';

describe('the spool of a table', () => {
  let folder: string;
  let file: string;
  let spool: SpoolFolder;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'spool-folder-'));
    file = path.join(folder, 'lake.duckdb');
    spool = new SpoolFolder(file, 'run', { schema: 's', table: 't' });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function fill(...names: readonly string[]): Promise<void> {
    await spool.create();
    for (const name of names) await writeFile(spool.fileOf(name), 'x');
  }

  it('loses the files of one slice, also those that are not finished', async () => {
    await fill('1-a.parquet', '1-b.parquet.part', '11-a.parquet', '2-1-a.parquet');
    await spool.discardSlice(1);
    expect((await readdir(spool.path)).sort()).toEqual(['11-a.parquet', '2-1-a.parquet']);
  });

  it('has nothing to lose where it is not there', async () => {
    await spool.discardSlice(1);
    await spool.keepOnly(new Set());
    expect(existsSync(spool.path)).toBe(false);
  });

  it('keeps what is asked for', async () => {
    await fill('1-a.parquet', '1-b.parquet');
    await spool.keepOnly(new Set(['1-b.parquet']));
    expect(await readdir(spool.path)).toEqual(['1-b.parquet']);
  });

  it('says what the operating system refuses', async () => {
    await writeFile(`${file}.spool`, 'a file in its place');
    await expect(spool.create()).rejects.toMatchObject({ code: 'sink.unwritable', facts: { systemCode: 'ENOTDIR' } });
  });

  it('goes with those of other runs, unless it is still of use', async () => {
    await fill('1-a.parquet');
    const other = new SpoolFolder(file, 'run', { schema: 's', table: 'u' });
    const older = new SpoolFolder(file, 'older', { schema: 's', table: 't' });
    await other.create();
    await older.create();
    await removeSpoolsBut(file, new Set([spool.path]));
    expect([spool, other, older].map((one) => existsSync(one.path))).toEqual([true, false, false]);
    expect(existsSync(path.dirname(older.path))).toBe(false);
    await removeSpoolsBut(file, new Set());
    expect(await readdir(folder)).toEqual([]);
  });
});
