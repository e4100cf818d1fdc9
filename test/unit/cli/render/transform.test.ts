import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { renderPlan } from '../../../../src/cli/render/plan.ts';
import { createStyle } from '../../../../src/cli/render/style.ts';
import type { TablePlan } from '../../../../src/shared/plan.ts';
import { plan } from './fixtures.ts';

const [table] = plan.tables;

const transform: NonNullable<TablePlan['transform']> = {
  columns: [
    { target: 'l_orderkey', targetType: 'BIGINT', expression: '"l_orderkey"', unchanged: 'l_orderkey' },
    { target: 'name', targetType: 'VARCHAR', expression: '"A_1"', unchanged: 'A' },
    { target: 'is_rich\u001b[31m', targetType: 'BOOLEAN', expression: '(v > 9000\n)' },
  ],
  filter: 'v IS NOT NULL',
  dropDuplicates: { by: ['l_orderkey'], orderBy: 'v DESC' },
  needsAllRows: true,
  sql: 'SELECT "l_orderkey", "A_1" AS "name" FROM frame',
};

function render(full: boolean, part: Partial<TablePlan>): readonly string[] {
  if (table === undefined) throw new Error('There is no table in the plan.');
  const tables = [{ ...table, ...part }];
  return renderPlan({ ...plan, limits: { ...plan.limits, bandwidthBytes: 2e6 }, tables }, createStyle(90, false), full);
}

test('a transform is shown with rows, new columns, types and SQL; what stays as it is is only counted', () => {
  const lines = render(false, { level: 'pandas', levelReason: 'its transform needs a frame', transform });
  const text = lines.join('\n');
  expect(text.replaceAll(/\s+/g, ' ')).toContain('2 threads, at most 2.00 MB/s');
  expect(text).toContain('level     pandas: its transform needs a frame');
  expect(text).toContain(
    [
      '  keeps     rows where v IS NOT NULL',
      '  keeps     one row for each l_orderkey: the first by v DESC',
      '  makes     3 columns, 1 as read',
      '    name: VARCHAR = "A_1"',
      '    is_rich␛[31m: BOOLEAN = (v > 9000)',
      '  by        SELECT "l_orderkey", "A_1" AS "name" FROM frame',
    ].join('\n'),
  );
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(90);
  expect(render(true, { transform }).join('\n')).toContain('    l_orderkey: BIGINT\n');
});

test('SQL of several lines is shown line by line, without the line breaks that are there for comments only', () => {
  const sql =
    'SELECT (CASE\n  WHEN a THEN b\nEND\n\n) FROM frame QUALIFY row_number() OVER (ORDER BY a DESC\n, "b") = 1';
  const slices = [{ index: 0, label: 'all', stagedCondition: 'true', sql: 'SELECT a FROM t WHERE (a > 0\nAND b\n)' }];
  const full = render(true, { transform: { ...transform, sql }, slices }).join('\n');
  expect(full).toContain(
    [
      '  by        SELECT (CASE',
      '            WHEN a THEN b',
      '            END) FROM frame QUALIFY row_number() OVER (ORDER BY a DESC, "b") = 1',
    ].join('\n'),
  );
  expect(full).toContain(['  asks      SELECT a FROM t WHERE (a > 0', '            AND b)'].join('\n'));
  expect(full).not.toContain('␊');
  const short = render(false, { transform: { ...transform, sql }, slices }).join('\n');
  expect(short).toMatch(/DESC, "b"\) = 1$/m);
  const partly = 'SELECT (a -- c\n\n), (b\n\n) FROM frame WHERE (d\n)';
  const commented = render(true, { transform: { ...transform, sql: partly } }).join('\n');
  expect(commented).toContain(['  by        SELECT (a -- c', '            ), (b) FROM frame WHERE (d)'].join('\n'));
});

test('more columns than a few are cut off, unless all are asked for', () => {
  const columns = Array.from({ length: 12 }, (_, i) => ({
    target: `c${i}`,
    targetType: 'INTEGER',
    expression: `a + ${i}`,
  }));
  const many = { transform: { columns, needsAllRows: false, sql: 'SELECT' } };
  expect(render(false, many).filter((line) => /^ {4}c\d+:/.test(line))).toHaveLength(8);
  expect(render(false, many).join('\n')).toContain('    … and 4 more (--full shows all)');
  expect(render(true, many).filter((line) => /^ {4}c\d+:/.test(line))).toHaveLength(12);
});

test('a kept spool and a volume are told', () => {
  const text = render(false, { level: 'parquet', keepSpool: true, volume: '/Volumes/a/b/c' }).join('\n');
  expect(text).toContain('  files     stay beside the database\n');
  expect(text).toContain('  volume    /Volumes/a/b/c\n');
  expect(render(false, {}).join('\n')).not.toMatch(/^ {2}(?:files|volume|makes|by) /m);
});
