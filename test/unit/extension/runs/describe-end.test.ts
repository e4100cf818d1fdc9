import { expect, test } from 'vitest';
import { runFailures } from '../../../../src/extension/language/run-failures.ts';
import { describeEnd } from '../../../../src/extension/runs/describe-end.ts';
import { renderReceipt } from '../../../../src/extension/runs/render-receipt.ts';
import { doneTable, failedTable, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';

test('one table: where it is, how many rows, what was compared', () => {
  const record = makeRecord({ state: 'done', summary: makeSummary([doneTable()]) });
  expect(describeEnd(record)).toEqual({
    severity: 'information',
    text: 'samples.tpch.lineitem is in sales.duckdb: 6,001,215 rows in 12 s, counts equal at version 3.',
  });
});

test('claims no comparison that was not made', () => {
  const rows = { manifest: 5, received: 5, stored: 5 };
  const record = makeRecord({ state: 'done', summary: makeSummary([doneTable({ rows })]) });
  expect(describeEnd(record)?.text).toContain('5 rows in 12 s, as many as the warehouse announced.');
});

test('what a transform left out makes no counts unequal, and what it computed was not compared', () => {
  const rows = { manifest: 5, received: 5, stored: 2, source: 5, dropped: 3 };
  const summary = makeSummary([doneTable({ rows, comparedColumns: 0 })]);
  expect(describeEnd(makeRecord({ state: 'done', summary }))?.text).toMatch(
    /2 rows in 12 s, counts equal at version 3\.$/,
  );
});

test('several tables; columns only where all were compared', () => {
  const tables = [doneTable({ comparedColumns: 16 }), doneTable({ source: 'b', columns: 2, comparedColumns: 2 })];
  const text = describeEnd(makeRecord({ state: 'done', summary: makeSummary(tables) }))?.text;
  expect(text).toBe('2 tables are in sales.duckdb: 12,002,430 rows in 12 s, counts equal, every column compared.');
  const mixed = makeSummary([doneTable({ comparedColumns: 16 }), doneTable()]);
  expect(describeEnd(makeRecord({ state: 'done', summary: mixed }))?.text).not.toContain('compared');
});

test('a failing table among good ones: how many, which, why, what to do', () => {
  const summary = makeSummary([doneTable(), failedTable('samples.types.denied', '')], 'failed');
  const end = describeEnd(makeRecord({ state: 'failed', summary }));
  expect(end?.severity).toBe('error');
  expect(end?.text).toBe(
    '1 of 2 tables failed, 1 copied. samples.types.denied: You may not read it. Ask the owner for the grant that the message names.',
  );
});

test('what could not even start says why', () => {
  const error = {
    code: 'document.invalid' as const,
    message: 'a.replication.yaml has mistakes',
    facts: {},
    subject: {},
  };
  const end = describeEnd(makeRecord({ state: 'failed', error }));
  expect(end?.text).toBe(
    'samples.tpch.lineitem: a.replication.yaml has mistakes. Mend the line that the message names.',
  );
  expect(end?.error?.code).toBe('document.invalid');
});

test('nobody in the editor is sent to the help of a command line', () => {
  const error = { code: 'usage.invalid', message: 'Add a connection first', facts: {}, subject: {} } as const;
  const record = makeRecord({ state: 'failed', error });
  expect(describeEnd(record)?.text).toBe('samples.tpch.lineitem: Add a connection first.');
  expect(renderReceipt(record)).toContain('Add a connection first (`usage.invalid`)');
  const [problem] = runFailures('connection: sample', record);
  expect(problem?.message).toBe('Add a connection first.');
});

test('cancelled and broken off: what is kept', () => {
  expect(describeEnd(makeRecord({ state: 'cancelled', resumable: true }))?.text).toBe(
    'samples.tpch.lineitem was cancelled. What has been copied is kept, so it can be resumed.',
  );
  expect(describeEnd(makeRecord({ state: 'interrupted', resumable: true }))?.severity).toBe('warning');
  expect(describeEnd(makeRecord({ state: 'running' }))).toBeUndefined();
});
