import type { WireType } from '../../shared/column-mapping.ts';
import type { TablePlan } from '../../shared/plan.ts';

/** A row group of DuckDB. The one that is not full yet stays in memory as it is, uncompressed. */
const rowGroupRows = 122_880;
/** DuckDB's vector: smaller parts of a table need no less. */
const vectorRows = 2048;
/** What an insert and its commit need beside that; measured. */
const headroom = 1.35;
/** A text's entry, and a guess at what is in it. */
const textBytes = 16 + 24;

export type TableShape = Pick<TablePlan, 'columns' | 'estimatedRows'>;

/** The least memory, in bytes, with which DuckDB can write a table of this width. */
export function leastMemoryFor({ columns, estimatedRows = rowGroupRows }: TableShape): number {
  const row = columns.reduce((sum, column) => sum + widthOf(column.wire), 0);
  const rows = Math.min(rowGroupRows, Math.max(vectorRows, estimatedRows));
  return Math.ceil(row * rows * headroom);
}

/** Bytes of a value in DuckDB's vectors; of nested ones as if each held one element. */
function widthOf(wire: WireType): number {
  switch (wire.kind) {
    case 'bool':
    case 'null':
      return 1;
    case 'int':
    case 'float':
      return wire.bits / 8;
    case 'decimal':
      return wire.precision > 18 ? 16 : wire.precision > 9 ? 8 : 4;
    case 'date':
      return 4;
    case 'timestamp':
      return 8;
    case 'text':
    case 'binary':
      return textBytes;
    case 'list':
      return 16 + widthOf(wire.element);
    case 'map':
      return 16 + widthOf(wire.key) + widthOf(wire.value);
    case 'struct':
      return wire.fields.reduce((sum, field) => sum + widthOf(field.type), 0);
  }
}
