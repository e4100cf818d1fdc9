import type { MadeTable } from './made-database.ts';
import { type ShapeName, selectShape } from './shapes.ts';

/** A table, and one of so many times its rows: all different, because repeated ones compress better than more rows do. */
export function growingTables(shape: ShapeName, rows: number, factor: number): readonly MadeTable[] {
  return [
    { schema: 'once', name: shape, rows, query: selectShape(shape, rows) },
    { schema: 'tenfold', name: shape, rows: rows * factor, query: selectShape(shape, rows * factor) },
  ];
}
