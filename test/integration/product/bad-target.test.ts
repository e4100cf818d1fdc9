import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/shared/errors.ts';
import { Attempts } from '../../support/attempts.ts';

const tables = '[samples.types.row_source]';
const rowSource = { source: ['samples', 'types', 'row_source'], target: ['types', 'row_source'] } as const;

let attempts: Attempts;
/** A file with a sound copy. */
let previous: string;

beforeAll(async () => {
  attempts = await Attempts.start();
  const first = await attempts.run({ tables });
  expect(first).toMatchObject({ code: 0, errors: [] });
  previous = first.target;
});

afterAll(() => attempts.close());

describe('a file that cannot be the target stays as it is, byte for byte', () => {
  const header = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192 - 16, 7)]);
  const fileCases: readonly {
    readonly what: string;
    readonly bytes: () => Buffer;
    readonly code: ErrorCode;
    readonly message: RegExp;
    readonly action: RegExp;
  }[] = [
    {
      what: 'a text',
      bytes: () => Buffer.from('Dear diary, '.repeat(1000)),
      code: 'sink.notADatabase',
      message: /not a valid DuckDB database file/,
      action: /not a DuckDB database and was left as it was/,
    },
    {
      what: 'a short text',
      bytes: () => Buffer.from('hello'),
      code: 'sink.notADatabase',
      message: /target-\d+\.duckdb/,
      action: /not a DuckDB database and was left as it was/,
    },
    {
      what: 'an empty file',
      bytes: () => Buffer.alloc(0),
      code: 'sink.notADatabase',
      message: /exists, but it is not a valid DuckDB database file/,
      action: /not a DuckDB database and was left as it was/,
    },
    {
      what: 'a database of SQLite',
      bytes: () => header,
      code: 'sink.notADatabase',
      message: /target-\d+\.duckdb/,
      action: /not a DuckDB database and was left as it was/,
    },
    {
      what: 'a database with a damaged header',
      bytes: () => {
        const bytes = readFileSync(previous);
        bytes.fill(0xff, 4096 + 8, 4096 + 64);
        bytes.fill(0xff, 8192 + 8, 8192 + 64);
        return bytes;
      },
      code: 'sink.corrupt',
      message: /target-\d+\.duckdb/,
      action: /nothing was written/,
    },
    {
      what: 'a database that was cut off',
      bytes: () => readFileSync(previous).subarray(0, 20_000),
      code: 'sink.corrupt',
      message: /target-\d+\.duckdb/,
      action: /nothing was written/,
    },
  ];

  it.each(fileCases)('$what', async ({ bytes, code, message, action }) => {
    const target = attempts.file();
    writeFileSync(target, bytes());
    const attempt = await attempts.run({ tables, target });
    expect(attempt.errors).toMatchObject([{ code, message: expect.stringMatching(message) }]);
    expect(attempt.action).toMatch(action);
    expect(attempt.code).toBe(1);
    expect(readFileSync(target).equals(bytes())).toBe(true);
    expect(readdirSync(path.dirname(target)).filter((name) => name.startsWith(`${path.basename(target)}.`))).toEqual(
      [],
    );
  });

  it('a folder, and a file in a folder that is not there', async () => {
    const folder = attempts.file();
    mkdirSync(folder);
    const onFolder = await attempts.run({ tables, target: folder });
    expect(onFolder).toMatchObject({
      code: 1,
      errors: [{ code: 'sink.unwritable', message: `${folder} is a folder.` }],
    });
    expect(readdirSync(folder)).toEqual([]);
    const missing = path.join(folder, 'deeper');
    const inMissing = await attempts.run({ tables, target: path.join(missing, 'a.duckdb') });
    expect(inMissing).toMatchObject({
      code: 1,
      errors: [{ code: 'sink.unwritable', message: `The folder ${missing} does not exist.` }],
    });
    expect(inMissing.action).toBe('Check the folder and the permissions of the target file.');
    expect(existsSync(missing)).toBe(false);
  });
});

describe('a file that another process holds', () => {
  let holder: ChildProcess | undefined;
  afterEach(async () => {
    if (holder?.kill('SIGKILL')) await once(holder, 'exit');
  });

  it('is refused with the number of the process, and taken when that has ended', async () => {
    const target = attempts.file(previous);
    const held = fork(new URL('../engine/sink/hold-file.ts', import.meta.url), [target], { execArgv: [] });
    holder = held;
    await once(held, 'message');
    const refused = await attempts.run({ tables, target });
    expect(refused.errors).toMatchObject([
      {
        code: 'sink.locked',
        message: expect.stringMatching(new RegExp(`^The database file .* is open in .*PID ${held.pid}\\.$`)),
      },
    ]);
    expect(refused).toMatchObject({ code: 1, action: 'Close the file in the other program, then run again.' });
    held.kill('SIGKILL');
    await once(held, 'exit');
    expect(await attempts.served.differences(target, [rowSource])).toEqual([]);
    expect(await attempts.run({ tables, target })).toMatchObject({ code: 0, errors: [] });
  });
});

const isRoot = process.getuid?.() === 0;

describe.skipIf(process.platform !== 'linux' || !isRoot)('a small or read-only disk (needs root to mount one)', () => {
  let folder: string;

  function mount(size: string): void {
    folder = attempts.file();
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'replicator-test', folder]);
  }
  afterEach(() => {
    execFileSync('umount', [folder]);
  });

  it('that is full: the previous copy stays, and with more room the run is resumed', async () => {
    await attempts.served.execute('CREATE TABLE samples.types.growing AS SELECT id FROM range(10)');
    mount('6m');
    const target = path.join(folder, 'full.duckdb');
    const growing = { source: ['samples', 'types', 'growing'], target: ['types', 'growing'] as const };
    expect(await attempts.run({ tables: '[samples.types.growing]', target })).toMatchObject({ code: 0 });
    await attempts.served.execute(
      'CREATE OR REPLACE TABLE samples.types.growing AS SELECT id, concat(md5(CAST(id AS STRING)), md5(CAST(id + 1000000 AS STRING))) AS noise FROM range(150000)',
    );
    const full = await attempts.run({ tables: '[samples.types.growing]', target });
    expect(full.errors).toMatchObject([{ code: 'sink.diskFull', subject: { table: 'samples.types.growing' } }]);
    expect(full.errors[0]?.message).toContain('No space left on device');
    expect(full.code).toBe(1);
    expect(await attempts.served.differences(target, [{ ...growing, version: 0 }])).toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=64m', folder]);
    const resumed = await attempts.run({ tables: '[samples.types.growing]', target, args: ['--resume', 'last'] });
    expect(resumed).toMatchObject({ code: 0, errors: [], receipts: [{ rows: { stored: 150_000 } }] });
    expect(await attempts.served.differences(target, [growing])).toEqual([]);
    expect(await attempts.tablesIn(target)).toEqual(['types.growing']);
  });

  it('that is read-only: nothing is written, old file or new', async () => {
    mount('8m');
    const target = path.join(folder, 'old.duckdb');
    copyFileSync(previous, target);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    for (const file of [target, path.join(folder, 'new.duckdb')]) {
      const attempt = await attempts.run({ tables, target: file });
      expect(attempt).toMatchObject({
        code: 1,
        errors: [{ code: 'sink.unwritable', message: expect.stringContaining(file) }],
        action: 'Check the folder and the permissions of the target file.',
      });
    }
    expect(readdirSync(folder)).toEqual(['old.duckdb']);
    expect(readFileSync(target).equals(readFileSync(previous))).toBe(true);
  });
});
