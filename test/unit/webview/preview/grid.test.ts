import { describe, expect, it } from 'vitest';
import { isNumber, layOutColumns } from '../../../../webview/preview/column-layout.ts';
import { moveCell } from '../../../../webview/preview/grid-moves.ts';
import { rowsInView } from '../../../../webview/preview/row-window.ts';
import { toTsv } from '../../../../webview/preview/to-tsv.ts';

describe('the rows in view', () => {
  it('are those on the screen and a few around', () => {
    expect(rowsInView(0, 240, 24, 10_000)).toEqual({ first: 0, end: 22 });
    expect(rowsInView(24_000, 240, 24, 10_000)).toEqual({ first: 988, end: 1022 });
    expect(rowsInView(239_760, 240, 24, 10_000)).toEqual({ first: 9978, end: 10_000 });
  });

  it('are none of none, also when more was scrolled than is there now', () => {
    expect(rowsInView(0, 240, 24, 0)).toEqual({ first: 0, end: 0 });
    expect(rowsInView(10_000, 240, 24, 5)).toEqual({ first: 5, end: 5 });
  });
});

describe('the cursor', () => {
  const size = { rows: 100, columns: 3, page: 20 };

  it.each([
    ['ArrowDown', false, { row: 6, column: 1 }],
    ['ArrowUp', true, { row: 0, column: 1 }],
    ['PageDown', false, { row: 25, column: 1 }],
    ['PageUp', false, { row: 0, column: 1 }],
    ['End', false, { row: 5, column: 2 }],
    ['End', true, { row: 99, column: 2 }],
    ['Home', true, { row: 0, column: 0 }],
  ])('goes with %s (with Ctrl: %s) to %o', (key, jump, to) => {
    expect(moveCell({ row: 5, column: 1 }, key, jump, size)).toEqual(to);
  });

  it('stays within the grid, and leaves other keys alone', () => {
    expect(moveCell({ row: 99, column: 2 }, 'ArrowDown', false, size)).toEqual({ row: 99, column: 2 });
    expect(moveCell({ row: 0, column: 0 }, 'ArrowLeft', false, size)).toEqual({ row: 0, column: 0 });
    expect(moveCell({ row: 0, column: 0 }, 'Tab', false, size)).toBeUndefined();
  });
});

it('aligns numbers of both sides to the right, and nothing else', () => {
  expect(['BIGINT', 'decimal(18,2)', 'double', 'UINTEGER', 'int'].every(isNumber)).toBe(true);
  expect(['VARCHAR', 'interval', 'DATE', 'INTEGER[]', 'struct<a: int>', 'timestamp'].some(isNumber)).toBe(false);
});

it('makes columns as wide as they need, within reason', () => {
  const columns = [
    { name: 'a', type: 'INTEGER' },
    { name: 'text', type: 'VARCHAR' },
  ];
  const [first, second] = layOutColumns({
    columns,
    rows: [
      ['1', 'x'.repeat(500)],
      [null, ''],
    ],
  });
  expect(first).toEqual({ width: 9, isNumber: true });
  expect(second).toEqual({ width: 50, isNumber: false });
});

it('writes rows for spreadsheets', () => {
  expect(
    toTsv(
      [
        ['1', null, 'a\tb'],
        ['2', 'say "x"', 'c\nd'],
      ],
      ['id', 'n', 't'],
    ),
  ).toBe('id\tn\tt\n1\t\t"a\tb"\n2\t"say ""x"""\t"c\nd"');
});
