import { describe, expect, it } from 'vitest';
import { fromDuckdbError, isConflict, isFatal } from '../../../../src/engine/sink/duckdb/duckdb-errors.ts';

const lock =
  'IO Error: Could not set lock on file "/data/a.duckdb": Conflicting lock is held in /usr/bin/node (PID 18536). See also https://duckdb.org/docs/stable/connect/concurrency';
const invalidated =
  'FATAL Error: Failed: database has been invalidated because of a previous fatal error. Original error: "IO Error: Could not write file: No space left on device"';

describe('errors of DuckDB', () => {
  it.each([
    [lock, 'sink.locked'],
    [invalidated, 'sink.diskFull'],
    ['IO Error: Could not write file "/data/a.duckdb": No space left on device', 'sink.diskFull'],
    ['Out of Memory Error: failed to allocate data of size 16.0 MiB', 'sink.outOfMemory'],
    ['IO Error: The file "/data/a" exists, but it is not a valid DuckDB database file!', 'sink.notADatabase'],
    [
      'IO Error: Trying to read a database file with version number 99, but we can only read versions between 64 and 67.',
      'sink.newerVersion',
    ],
    ['IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2 in block', 'sink.corrupt'],
    ['IO Error: Could not read enough bytes from file "/data/a": attempted to read 4096 bytes', 'sink.corrupt'],
    ['IO Error: Cannot open file "/data/a": Permission denied', 'sink.unwritable'],
    ['Constraint Error: NOT NULL constraint failed: t.a', 'sink.constraint'],
    ['INTERRUPT Error: Interrupted!', 'run.cancelled'],
    ['Catalog Error: Table with name x does not exist!', 'internal.bug'],
    ['Something Error: never seen', 'sink.failed'],
  ])('%s', (message, code) => {
    expect(fromDuckdbError(new Error(message)).code).toBe(code);
  });

  it('name the process that holds the file', () => {
    expect(fromDuckdbError(new Error(lock), '/data/a.duckdb').message).toBe(
      'The database file /data/a.duckdb is open in another program: /usr/bin/node, PID 18536.',
    );
  });

  it.each([
    'Constraint Error: Duplicate key "mail: ann@example.org" violates primary key constraint.',
    'Conversion Error: Could not convert string "ann@example.org" to INT32 when casting from source column mail',
    'Conversion Error: Malformed JSON at byte 1 of input: unexpected character.  Input: "ann@example.org" when casting from source column mail\n\nLINE 1: ann@example.org',
    'Conversion Error: invalid date field format: "ann@example.org", expected format is (YYYY-MM-DD)',
  ])('quote no values: %s', (message) => {
    expect(fromDuckdbError(new Error(message)).message).not.toContain('ann@');
  });

  it('name the column where DuckDB does', () => {
    const message =
      'Conversion Error: Malformed JSON.  Input: "x" when casting from source column payload\n\nLINE 1: …';
    expect(fromDuckdbError(new Error(message)).subject).toEqual({ column: 'payload' });
  });

  it('say what is wrong with a value, without place and class', () => {
    const message = 'Conversion Error: Could not convert string "a" to INT32 when casting from source column mail';
    expect(fromDuckdbError(new Error(message), '/data/a.duckdb').facts).toEqual({
      conversion: 'Could not convert a text to INT32',
    });
    expect(fromDuckdbError(new Error(lock)).facts).toEqual({});
  });

  it('tell what needs a new instance from what another attempt mends', () => {
    expect(isFatal(new Error(invalidated))).toBe(true);
    expect(isFatal(new Error(lock))).toBe(false);
    const conflict = new Error('TransactionContext Error: Conflict on update!');
    expect(isConflict(fromDuckdbError(conflict, '/data/a.duckdb'))).toBe(true);
    expect(isConflict(fromDuckdbError(new Error(lock)))).toBe(false);
  });
});
