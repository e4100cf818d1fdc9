import { canonical } from './canonical-text.ts';
import { type Column, isValid } from './column.ts';
import { refuseValue } from './refuse-value.ts';

/** SQL refuses maps with a NULL key or the same key twice; raw vectors take them silently. */
export function checkMapKeys(column: Column, name: string): void {
  const { offsets, rows, validity } = column;
  const entries = column.children[0];
  const keys = entries?.children[0];
  if (entries === undefined || keys === undefined) return;
  for (let i = 0; i < rows; i++) {
    if (!isValid(validity, i)) continue;
    const first = offsets[i] ?? 0;
    const end = offsets[i + 1] ?? 0;
    const seen = end - first > 1 ? new Set<string>() : undefined;
    for (let entry = first; entry < end; entry++) {
      if (!isValid(entries.validity, entry) || !isValid(keys.validity, entry)) {
        throw refuseValue('value.invalidNesting', name, i, 'a map has a NULL key');
      }
      seen?.add(canonicalText(keys, entry));
    }
    if (seen !== undefined && seen.size < end - first) {
      throw refuseValue('value.invalidNesting', name, i, 'a map has the same key twice');
    }
  }
}

/** A text that two values share exactly where DuckDB calls them equal. */
function canonicalText(column: Column, row: number): string {
  const { wire } = column.shape;
  if (wire.kind === 'null' || !isValid(column.validity, row)) return canonical.null;
  const { buffer, byteOffset } = column.values;
  const view = new DataView(buffer, byteOffset);
  switch (wire.kind) {
    case 'bool':
      return isValid(column.values, row) ? 'T' : 'F';
    case 'float': {
      const value = wire.bits === 32 ? view.getFloat32(row * 4, true) : view.getFloat64(row * 8, true);
      return canonical.number(value);
    }
    case 'text':
    case 'binary': {
      const [start, end] = [column.offsets[row] ?? 0, column.offsets[row + 1] ?? 0];
      return canonical.bytes(column.values.subarray(start, end));
    }
    case 'struct':
      return canonical.struct(column.children.map((child) => canonicalText(child, row)));
    case 'list':
    case 'map': {
      const texts: string[] = [];
      const child = column.children[0];
      const end = column.offsets[row + 1] ?? 0;
      for (let i = column.offsets[row] ?? 0; child !== undefined && i < end; i++) texts.push(canonicalText(child, i));
      return canonical.list(texts);
    }
    default: {
      const width = wire.kind === 'int' ? wire.bits / 8 : wire.kind === 'date' ? 4 : wire.kind === 'timestamp' ? 8 : 16;
      return Buffer.from(buffer, byteOffset + row * width, width).toString('latin1');
    }
  }
}
