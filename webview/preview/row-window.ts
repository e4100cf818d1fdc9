export interface RowWindow {
  /** The first row to draw. */
  readonly first: number;
  /** The one after the last row to draw. */
  readonly end: number;
}

const overscan = 12;

/** The rows to draw of a list of which this much is scrolled away; all in pixels. */
export function rowsInView(scrolled: number, height: number, rowHeight: number, count: number): RowWindow {
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + overscan);
  return { first: Math.min(first, count), end: Math.max(end, Math.min(first, count)) };
}
