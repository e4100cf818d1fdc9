import { expect, test } from 'vitest';
import { renderReceipt } from '../../../../src/extension/runs/render-receipt.ts';
import { doneTable, failedTable, makeRecord, makeSummary } from '../../../support/run-fixtures.ts';

test('shows what was announced, received, stored and counted', () => {
  const rows = { manifest: 11, received: 12, stored: 13, source: 14 };
  const text = renderReceipt(makeRecord({ state: 'done', summary: makeSummary([doneTable({ rows })]) }));
  expect(text).toContain('| tpch\\.lineitem | 11 | 12 | **13** | 14 | 3 | 992\u00a0MB | 12\u00a0s |');
  expect(text).toContain('- Statement: `01f0-1`');
  expect(text).not.toContain('Next time');
});

test('tells rows that a transform left out, and where kept files are', () => {
  const rows = { manifest: 5, received: 5, stored: 2, source: 5, dropped: 3 };
  const summary = makeSummary([doneTable({ rows, spool: '/w/lake.duckdb.spool/r1/t', comparedColumns: 0 })]);
  const text = renderReceipt(makeRecord({ state: 'done', summary }));
  expect(text).toContain('2 stored, 3 left out by the transform\n- Found equal: row counts\n');
  expect(text).toContain('- Files: /w/lake\\.duckdb\\.spool/r1/t');
});

test('says that the source was not counted, with the note that says why', () => {
  const rows = { manifest: 1, received: 1, stored: 1 };
  const notes = ['the source was not counted: the filter makes that a scan'];
  const text = renderReceipt(makeRecord({ state: 'done', summary: makeSummary([doneTable({ rows, notes })]) }));
  expect(text).toContain('| not asked |');
  expect(text).toContain('- Note: the source was not counted: the filter makes that a scan');
});

test('tells what was not copied, and what to do', () => {
  const summary = makeSummary([doneTable(), failedTable('samples.types.denied', '')], 'failed');
  const text = renderReceipt(makeRecord({ state: 'failed', summary }));
  expect(text).toContain('## Not copied');
  expect(text).toContain('→ Ask the owner for the grant that the message names\\. (`auth.forbidden`)');
});

test('lets no name become markup', () => {
  const text = renderReceipt(
    makeRecord({ title: '<b>x</b> | [y](z)', state: 'done', summary: makeSummary([doneTable()]) }),
  );
  expect(text).toContain('# \\<b\\>x\\</b\\> \\| \\[y\\]\\(z\\)');
});

test('gives advice only where the figures carry it', () => {
  const summary = makeSummary([doneTable({ retries: 5 })]);
  const text = renderReceipt(makeRecord({ state: 'done', summary, waitedForWarehouseMs: 9000 }));
  expect(text).toContain('- Of 12 s, 9\\.0 s went by until the warehouse had started');
  expect(text).toContain('- 5 requests had to be repeated');
});

test('shows what was measured, and of an older receipt what that has', () => {
  const phases = { statement: 1500, download: 9000, decode: 0, append: 4000, checkpoint: 20, validate: 100 };
  const metrics = { phases, peakMemoryBytes: 612e6, smallerGroups: 2 };
  const text = (change: Parameters<typeof doneTable>[0]) =>
    renderReceipt(makeRecord({ state: 'done', summary: makeSummary([doneTable(change)]) }));
  expect(text({ metrics })).toContain(
    '- Phases: statement 1\\.5 s, downloads 9\\.0 s, writing 4\\.0 s, validation 0\\.1 s; they overlap',
  );
  expect(text({ metrics })).toContain('- Most memory: 612 MB');
  expect(text({ metrics })).toContain('- Short of memory: 2 times');
  expect(text({})).toContain('- Over the network: 260 MB, 21\\.7 MB/s');
  expect(text({})).not.toContain('Most memory');
});
