import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from './open-engine.ts';

let warehouse: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  warehouse = await openEngine();
  await warehouse.execute('CREATE CATALOG main');
});
afterAll(() => warehouse.close());

const refuses = (sql: string, sqlState: string, text: RegExp) =>
  expect(warehouse.read(sql)).rejects.toThrow(
    expect.objectContaining({ sqlState, message: expect.stringMatching(text) }),
  );

describe('versions', () => {
  it('keep their rows while later ones are written', async () => {
    await warehouse.execute('CREATE TABLE main.default.v (id INT, name STRING)');
    await warehouse.execute("INSERT INTO main.default.v VALUES (1, 'a'), (2, 'b')");
    const pinned = await warehouse.execute('SELECT id FROM main.default.v VERSION AS OF 1 ORDER BY id');
    expect((await warehouse.execute('DELETE FROM main.default.v WHERE id = 1')).modifiedRows).toBe(1);
    await warehouse.execute('ALTER TABLE main.default.v ADD COLUMNS (more DECIMAL(5,2))');
    await warehouse.execute('ALTER TABLE main.default.v RENAME COLUMN name TO label');
    const read: unknown[] = [];
    for await (const batch of pinned.batches) for (const row of batch) read.push(row.toJSON());
    expect(read).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await warehouse.rows('SELECT CAST(count(*) AS INT) FROM main.default.v@v1')).toEqual([[2]]);
    expect(await warehouse.rows('SELECT id, label, more FROM main.default.v')).toEqual([[2, 'b', null]]);
    expect((await warehouse.read('SELECT * FROM main.default.v VERSION AS OF 2')).columns.map((c) => c.name)).toEqual([
      'id',
      'name',
    ]);
    expect(await warehouse.rows('SELECT version, operation FROM (SELECT 1 AS version, 2 AS operation)')).toEqual([
      [1, 2],
    ]);
    const history = await warehouse.rows('DESCRIBE HISTORY main.default.v LIMIT 3');
    expect(history.map((row) => [row[0], row[4]])).toEqual([
      [4n, 'RENAME COLUMN'],
      [3n, 'ADD COLUMNS'],
      [2n, 'DELETE'],
    ]);
    await refuses('SELECT * FROM main.default.v VERSION AS OF 9', '22003', /version 9\. Available versions: \[0, 4\]/);
  });

  it('are refused by views and by tables with a row filter', async () => {
    await refuses('SELECT * FROM samples.types.a_view VERSION AS OF 0', '0AKDC', /Cannot time travel views/);
    await refuses('DESCRIBE HISTORY samples.types.a_view', '42809', /history of a view/);
    await refuses('SELECT * FROM samples.types.row_filtered VERSION AS OF 0', '0A000', /\.TIME_TRAVEL\]/);
    await refuses('DESCRIBE HISTORY samples.types.row_filtered', '0A000', /\.DESCRIBE_HISTORY\]/);
    expect(await warehouse.rows('SELECT CAST(count(*) AS INT) FROM samples.types.row_filtered')).toEqual([[50]]);
  });
});

describe('change data', () => {
  it('tells all four kinds of change', async () => {
    const counts = await warehouse.rows(
      "SELECT _commit_version, _change_type, CAST(count(*) AS INT) FROM table_changes('samples.types.changes_feed', 0) GROUP BY 1, 2 ORDER BY 1, 2",
    );
    expect(counts).toEqual([
      [1n, 'insert', 10],
      [2n, 'update_postimage', 3],
      [2n, 'update_preimage', 3],
      [3n, 'delete', 2],
      [4n, 'insert', 2],
    ]);
  });

  it('is there only from the version on which it was switched on', async () => {
    await refuses(
      "SELECT * FROM table_changes('samples.types.late_feed', 1)",
      'KD002',
      /not recorded for version \[1\]/,
    );
    expect(await warehouse.rows("SELECT id, _change_type FROM table_changes('samples.types.late_feed', 2)")).toEqual([
      [2n, 'insert'],
    ]);
    await refuses(
      "SELECT * FROM table_changes('samples.types.changes_feed', 99)",
      '22003',
      /exceeds the latest table version 4/,
    );
    await refuses(
      "SELECT * FROM table_changes('samples.types.changes_feed', 3, 1)",
      '22003',
      /End cannot be before start/,
    );
  });
});

describe('MERGE', () => {
  it('updates, inserts and records both', async () => {
    await warehouse.execute(
      'CREATE TABLE main.default.m (id INT, name STRING) TBLPROPERTIES (delta.enableChangeDataFeed = true)',
    );
    await warehouse.execute("INSERT INTO main.default.m VALUES (1, 'a'), (2, 'b')");
    await warehouse.execute(
      "MERGE INTO main.default.m AS t USING (SELECT 2 AS id, 'B' AS name UNION ALL SELECT 3, 'c') AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *",
    );
    expect(await warehouse.rows('SELECT * FROM main.default.m ORDER BY id')).toEqual([
      [1, 'a'],
      [2, 'B'],
      [3, 'c'],
    ]);
    const changes = "SELECT id, name, _change_type FROM table_changes('main.default.m', 2) ORDER BY id, _change_type";
    expect(await warehouse.rows(changes)).toEqual([
      [2, 'B', 'update_postimage'],
      [2, 'b', 'update_preimage'],
      [3, 'c', 'insert'],
    ]);
  });
});
