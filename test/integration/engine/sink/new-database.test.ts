import { readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SinkFixture } from './sink-fixture.ts';

/** Of a database without a table: three headers. */
const emptyBytes = 12_288;

describe('a file that is not there yet', () => {
  let fixture: SinkFixture;
  beforeEach(() => {
    fixture = new SinkFixture();
  });
  afterEach(() => fixture.dispose());

  it('is a whole database from the moment when it is there', { timeout: 30_000 }, async () => {
    for (let i = 0; i < 10; i += 1) {
      const file = path.join(fixture.folder, `new-${i}.duckdb`);
      let over = false;
      const opened = fixture.open(file).finally(() => {
        over = true;
      });
      let size: number | undefined;
      while (size === undefined && !over) {
        size = statSync(file, { throwIfNoEntry: false })?.size;
        if (size === undefined) await turn();
      }
      await opened;
      expect(size ?? statSync(file).size).toBeGreaterThanOrEqual(emptyBytes);
      await fixture.sink.close();
    }
    const names = Array.from({ length: 10 }, (_, i) => `new-${i}.duckdb`);
    expect(readdirSync(fixture.folder).sort()).toEqual(names);
  });

  it('does not take over the log of a database that is gone', async () => {
    writeFileSync(`${fixture.file}.wal`, 'of another database');
    await fixture.open();
    await fixture.sink.transaction([{ sql: 'CREATE TABLE replicator_target.main.a AS SELECT 42 AS i' }]);
    await fixture.sink.close();
    await fixture.open();
    expect(await fixture.sink.query({ sql: 'SELECT i FROM replicator_target.main.a' })).toEqual([{ i: 42 }]);
  });

  it('takes the place of what a kill has left of an earlier attempt', async () => {
    writeFileSync(`${fixture.file}.new`, 'cut short');
    await fixture.open();
    await fixture.sink.close();
    expect(readdirSync(fixture.folder)).toEqual([path.basename(fixture.file)]);
  });

  it('is made where a link points to', async () => {
    const link = path.join(fixture.folder, 'link.duckdb');
    symlinkSync(fixture.file, link);
    await fixture.open(link);
    await fixture.sink.close();
    expect(readdirSync(fixture.folder).sort()).toEqual(['link.duckdb', path.basename(fixture.file)].sort());
  });
});
