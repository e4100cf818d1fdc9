import { expect, test } from 'vitest';
import { exactly, requestOfCopy } from '../../../../src/extension/replicate/request-of-copy.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

function entriesOf(tables: string) {
  const parsed = parseReplication(`connection: sample\ntarget: a.duckdb\ntables:\n${tables}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed.replication.tables;
}

const orders = { catalog: 'samples', schema: 'tpch', table: 'orders' };
const copy = { schema: 'tpch', table: 'orders' };

test('a copy is made by the entry with its source and its target', () => {
  const tables = entriesOf(`- samples.tpch.lineitem
- {source: samples.tpch.*, validate: aggregates}
- {source: samples.tpch.orders, where: o_orderkey < 9}`);
  const found = requestOfCopy(tables, orders, copy);
  expect(found).toMatchObject({ source: exactly(orders), target: copy, where: 'o_orderkey < 9' });
});

test('an entry with wildcards is narrowed to the copy', () => {
  const found = requestOfCopy(entriesOf('- {source: samples.tpch.*, validate: aggregates}'), orders, copy);
  expect(found).toMatchObject({ source: exactly(orders), target: copy, validate: 'aggregates' });
});

test('a document that has changed since does not make the copy any more', () => {
  const asked = (tables: string) => requestOfCopy(entriesOf(tables), orders, copy);
  expect(asked('- samples.tpch.lineitem')).toBeUndefined();
  expect(asked('- {source: samples.tpch.orders, target: a.b}')).toBeUndefined();
  expect(asked('- {source: samples.tpch.orders, enabled: false}')).toBeUndefined();
});
