import { expect, test } from 'vitest';
import { tablesOf } from '../../../../src/extension/runs/run-node.ts';
import { doneTable, failedTable, makeProgress, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';

test('tables of one schema are called by their own names, those that failed come first', () => {
  const summary = makeSummary([doneTable(), failedTable('samples.tpch.a.b', '')], 'failed');
  const tables = tablesOf(makeRecord({ state: 'failed', summary }));
  expect(tables.map(({ label }) => label)).toEqual(['a.b', 'lineitem']);
});

test('tables of several schemas keep their whole names, in the order of the plan', () => {
  const tables = [makeProgress(), makeProgress({ source: 'samples.types.a', phase: 'failed' }), makeProgress()];
  const labels = tablesOf(makeRecord({ progress: { runId: 'r', elapsedMs: 1, tables } })).map(({ label }) => label);
  expect(labels).toEqual(['samples.tpch.lineitem', 'samples.types.a', 'samples.tpch.lineitem']);
  expect(tablesOf(makeRecord())).toEqual([]);
});
