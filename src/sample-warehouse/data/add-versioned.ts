import { sampleTime } from './sample-table.ts';

/** Statements that make the tables with a history, each with the time of its commit. */
export const versionedStatements: readonly (readonly [sql: string, time: number])[] = [
  'CREATE TABLE samples.types.changes_feed (id BIGINT NOT NULL, name STRING, amount DECIMAL(18,2)) TBLPROPERTIES (delta.enableChangeDataFeed = true)',
  "INSERT INTO samples.types.changes_feed SELECT id, concat('name ', id), CAST(id AS DECIMAL(18,2)) FROM range(10)",
  "UPDATE samples.types.changes_feed SET name = 'changed', amount = amount + 0.5 WHERE id >= 7",
  'DELETE FROM samples.types.changes_feed WHERE id < 2',
  "INSERT INTO samples.types.changes_feed VALUES (10, 'ten', 10.00), (11, NULL, NULL)",
  'CREATE TABLE samples.types.late_feed (id BIGINT, name STRING)',
  "INSERT INTO samples.types.late_feed VALUES (1, 'before')",
  'ALTER TABLE samples.types.late_feed SET TBLPROPERTIES (delta.enableChangeDataFeed = true)',
  "INSERT INTO samples.types.late_feed VALUES (2, 'after')",
  "CREATE TABLE samples.types.evolving (id INT, name STRING) COMMENT 'Its columns change'",
  "INSERT INTO samples.types.evolving VALUES (1, 'one'), (2, 'two')",
  'ALTER TABLE samples.types.evolving ADD COLUMNS (price DECIMAL(10,2))',
  "INSERT INTO samples.types.evolving VALUES (3, 'three', 3.33)",
  'ALTER TABLE samples.types.evolving RENAME COLUMN name TO label',
  'DELETE FROM samples.types.evolving WHERE id = 1',
].map((sql, index) => [sql, sampleTime + index * 60_000]);
