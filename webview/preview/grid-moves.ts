export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows on one screen. */
  readonly page: number;
}

/** Where a key takes the cursor; undefined where the grid has nothing to do with the key. */
export function moveCell(from: Cell, key: string, jump: boolean, size: GridSize): Cell | undefined {
  const to = target(from, key, jump, size);
  if (to === undefined) return undefined;
  return { row: clamp(to.row, size.rows), column: clamp(to.column, size.columns) };
}

function target(
  { row, column }: Cell,
  key: string,
  jump: boolean,
  { rows, columns, page }: GridSize,
): Cell | undefined {
  switch (key) {
    case 'ArrowUp':
      return { row: jump ? 0 : row - 1, column };
    case 'ArrowDown':
      return { row: jump ? rows - 1 : row + 1, column };
    case 'ArrowLeft':
      return { row, column: jump ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: jump ? columns - 1 : column + 1 };
    case 'PageUp':
      return { row: row - page, column };
    case 'PageDown':
      return { row: row + page, column };
    case 'Home':
      return jump ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return jump ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 };
    default:
      return undefined;
  }
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(value, count - 1));
}
