import { expect, test } from 'vitest';
import { catalogOf, databaseName } from '../../bench/support/made-database.ts';

const table = { schema: 'whole', name: 'narrow', rows: 5, query: 'SELECT i FROM range(5) AS source(i)' };

test('a database is made once for the same tables and the same DuckDB, and again for others', () => {
  const name = databaseName([table], 'v1.5.0');
  expect(name).toMatch(/^bench_[0-9a-f]{12}\.duckdb$/);
  expect(databaseName([{ ...table }], 'v1.5.0')).toBe(name);
  expect(databaseName([table], 'v1.5.1')).not.toBe(name);
  expect(databaseName([{ ...table, query: `${table.query} WHERE true` }], 'v1.5.0')).not.toBe(name);
  expect(catalogOf(`/somewhere/${name}`)).toBe(name.slice(0, -'.duckdb'.length));
});
