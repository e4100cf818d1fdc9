import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { renderDiagnostics } from '../../../../src/cli/render/diagnostics.ts';
import { renderError } from '../../../../src/cli/render/error.ts';
import { PlainProgress } from '../../../../src/cli/render/plain-progress.ts';
import { renderPlan } from '../../../../src/cli/render/plan.ts';
import { renderProgress } from '../../../../src/cli/render/progress.ts';
import { createStyle } from '../../../../src/cli/render/style.ts';
import { renderSummary } from '../../../../src/cli/render/summary.ts';
import { renderVerified } from '../../../../src/cli/render/verified.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import { actions } from '../../../../src/shared/errors.ts';
import type { TableProgress } from '../../../../src/shared/progress.ts';
import { extracting, plan, progress, summary } from './fixtures.ts';

const broken = 'connection: sample\ntarget: a.duckdb\nlimits: {memroy: 2 gigs}\ntables: [a.b]\n';

function diagnosticsOf(text: string) {
  const parsed = parseReplication(text);
  return parsed.ok ? parsed.warnings : parsed.diagnostics;
}

test.each([60, 100, 160])(
  'every report fits into %i columns, but for the place and text of a diagnostic',
  async (width) => {
    const style = createStyle(width, false);
    const reports = [
      renderPlan(plan, style, false),
      renderProgress(progress, style, 24),
      renderSummary(summary, style),
      renderDiagnostics('a.replication.yaml', broken, diagnosticsOf(broken), style),
    ];
    const placed = /^a\.replication\.yaml:\d+:\d+ error: /;
    const fitted = reports.flat().filter((line) => !placed.test(line));
    for (const line of fitted) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    await expect(reports.map((lines) => lines.join('\n')).join('\n\n────\n\n')).toMatchFileSnapshot(
      `__snapshots__/reports-${width}.txt`,
    );
  },
);

test('a terminal gets no control characters from names and messages', () => {
  expect(renderProgress(progress, createStyle(100, false), 24).join('')).not.toContain('\u001b');
});

test('with more tables than lines, what is under way comes first', () => {
  const tables = Array.from({ length: 50 }, (_, i) => ({ ...extracting, target: `t.t${i}`, phase: 'done' as const }));
  const lines = renderProgress({ ...progress, tables: [...tables, extracting] }, createStyle(100, false), 10);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toContain('tpch.lineitem');
  expect(lines.at(-1)).toContain('50 of 51 done');
});

test('colours are there when asked for', () => {
  expect(renderProgress(progress, createStyle(100, true), 24).join('')).toContain('\u001b[3');
});

test('without a terminal, a line for each new phase and one every five seconds', () => {
  const plain = new PlainProgress();
  const at = (elapsedMs: number, phase: typeof extracting.phase) =>
    plain.next({ runId: 'r1', elapsedMs, tables: [{ ...extracting, phase }] });
  expect(at(0, 'waiting')).toEqual([]);
  expect(at(1000, 'extracting')).toEqual([
    'samples.tpch.lineitem: 2,700,547 of 6,001,215 rows, 352,001 rows/s, 45.6 MB/s',
  ]);
  expect(at(2000, 'extracting')).toEqual([]);
  expect(at(6000, 'extracting')).toHaveLength(1);
  expect(at(6100, 'done')).toEqual(['samples.tpch.lineitem: done, 2,700,547 rows, 500 MB, 8.0 s']);
  expect(at(9000, 'done')).toEqual([]);
});

test('rows that a transform leaves out are read, and are not in the copy', () => {
  const plain = (table: Partial<TableProgress>) =>
    new PlainProgress().next({ ...progress, tables: [{ ...extracting, ...table }] }).join();
  expect(plain({ phase: 'loading' })).toMatch(/: loading 2,700,547 rows$/);
  expect(plain({ phase: 'validating' })).toMatch(/: validating, 2,700,547 rows read$/);
  expect(plain({ phase: 'publishing', storedRows: 12 })).toMatch(/: publishing 12 rows$/);
  expect(plain({ phase: 'done', storedRows: 12 })).toMatch(/: done, 12 rows, /);
  const live = (table: Partial<TableProgress>) =>
    renderProgress({ ...progress, tables: [{ ...extracting, ...table }] }, createStyle(100, false), 20).join('\n');
  expect(live({ phase: 'validating' })).toContain('validating · 2,700,547 rows read');
  expect(live({ phase: 'done', storedRows: 12 })).toMatch(/lineitem +12 rows · .*\n.* · 12 rows · /);
});

test('of several mistakes each has its place, and what to do is said once', () => {
  const mistake = (message: string, column: string) =>
    ({ code: 'plan.unknownColumn', message, facts: {}, subject: { table: 'a.b.c', column } }) as const;
  const error = { ...mistake('There is no x.', 'x'), others: [mistake('There is no y.', 'y')] };
  expect(renderError(error, createStyle(120, false))).toEqual([
    '✘ a.b.c, column x',
    '  There is no x.',
    '✘ a.b.c, column y',
    '  There is no y.',
    `→ ${actions['plan.unknownColumn']} (plan.unknownColumn)`,
  ]);
});

test('a comparison names every difference', () => {
  const lines = renderVerified(
    [
      {
        source: 'a.b.c',
        target: 'b.c',
        state: 'equal',
        version: 2,
        storedRows: 1200,
        differences: [],
        comparedColumns: 3,
        notCompared: [],
      },
      {
        source: 'a.b.d',
        target: 'b.d',
        state: 'different',
        storedRows: 1,
        differences: ['v: sum 3 there, 4 here'],
        comparedColumns: 1,
        notCompared: [],
      },
      {
        source: 'a.b.e',
        target: 'b.e',
        state: 'equal',
        storedRows: 7,
        droppedRows: 2,
        differences: [],
        comparedColumns: 0,
        notCompared: [
          { columns: ['x', 'y'], reason: 'computed by the transform' },
          { columns: ['z'], reason: 'the transform may leave rows out' },
        ],
      },
    ],
    createStyle(80, false),
  );
  expect(lines).toEqual([
    '✔ b.c = a.b.c at version 2: 1,200 rows, 3 columns compared',
    '✘ b.d ≠ a.b.d: 1 row, 1 column compared',
    '  · v: sum 3 there, 4 here',
    '✔ b.e ≈ a.b.e: 7 rows, 2 left out by the transform, no column compared',
    '  · not compared: x, y (computed by the transform)',
    '  · not compared: z (the transform may leave rows out)',
    '',
    '✘ 2 of 3 tables equal, 1 of them as far as they can be compared, 1 different',
  ]);
});

test('a name of hundreds of characters is shortened in its middle and leaves the figures of a receipt', () => {
  const long = `types.${'long_'.repeat(60)}end`;
  const tables = summary.tables.map((one) =>
    one.state === 'done' ? { ...one, receipt: { ...one.receipt, target: long } } : one,
  );
  const [titles, row] = renderSummary({ ...summary, tables }, createStyle(80, false));
  expect(titles?.split(/\s+/)).toEqual(['table', 'rows', 'checked', 'version', 'size', 'time']);
  expect(row).toMatch(/^types\.long_.*….*_end {2}6,001,215 {2}✔ source, 16 columns +3 {2}1\.10 GB +20 s$/);
});

test('a table that was refused, or whose transform has to be mended, is not said to be resumable', () => {
  const style = createStyle(160, false);
  const refused = summary.tables.map((one) => (one.state === 'failed' ? { ...one, target: '' } : one));
  expect(renderSummary({ ...summary, tables: refused }, style).at(-1)).toMatch(/once that is mended, run again/);
  const toMend = summary.tables.map((one) =>
    one.state === 'failed' ? { ...one, error: { ...one.error, code: 'value.notComputable' as const } } : one,
  );
  expect(renderSummary({ ...summary, tables: toMend }, style).at(-1)).toMatch(/once that is mended, run again/);
  expect(renderSummary(summary, style).at(-1)).toMatch(/go on with --resume r1$/);
});
