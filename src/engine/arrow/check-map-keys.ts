import { canonical } from './canonical-text.ts';
import { type Column, fixedWidth, isValid } from './column.ts';
import { refuseValue } from './refuse-value.ts';

/** Above this, looking keys up is faster than comparing each with each. */
const fewKeys = 16;

/** SQL refuses maps with a NULL key or the same key twice; raw vectors take them silently. */
export function checkMapKeys(column: Column, name: string): void {
  const { offsets, rows, validity } = column;
  const entries = column.children[0];
  const keys = entries?.children[0];
  if (entries === undefined || keys === undefined) return;
  const isSame = comparisonOf(keys);
  for (let i = 0; i < rows; i++) {
    if (!isValid(validity, i)) continue;
    const first = offsets[i] ?? 0;
    const end = offsets[i + 1] ?? 0;
    for (let entry = first; entry < end; entry++) {
      if (!isValid(entries.validity, entry) || !isValid(keys.validity, entry)) {
        throw refuseValue('value.invalidNesting', name, i, 'a map has a NULL key');
      }
    }
    if (end - first < 2) continue;
    const repeats =
      isSame === undefined || end - first > fewKeys ? repeatsText(keys, first, end) : repeatsBytes(isSame, first, end);
    if (repeats) throw refuseValue('value.invalidNesting', name, i, 'a map has the same key twice');
  }
}

function repeatsText(keys: Column, first: number, end: number): boolean {
  const seen = new Set<string>();
  for (let entry = first; entry < end; entry++) seen.add(canonicalText(keys, entry));
  return seen.size < end - first;
}

function repeatsBytes(isSame: (one: number, other: number) => boolean, first: number, end: number): boolean {
  for (let one = first + 1; one < end; one++) {
    for (let other = first; other < one; other++) if (isSame(one, other)) return true;
  }
  return false;
}

/** Of two keys that have a value; undefined where equal ones may have different bytes. */
function comparisonOf({ shape, values, offsets }: Column): ((one: number, other: number) => boolean) | undefined {
  const { kind } = shape.wire;
  const width = kind === 'float' ? 0 : fixedWidth(shape);
  if (width > 0) return (one, other) => haveSameBytes(values, one * width, other * width, width);
  if (kind !== 'text' && kind !== 'binary') return undefined;
  return (one, other) => {
    const [start, otherStart] = [offsets[one] ?? 0, offsets[other] ?? 0];
    const length = (offsets[one + 1] ?? 0) - start;
    return length === (offsets[other + 1] ?? 0) - otherStart && haveSameBytes(values, start, otherStart, length);
  };
}

function haveSameBytes(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[one + i] !== bytes[other + i]) return false;
  return true;
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
      const width = fixedWidth(column.shape);
      return Buffer.from(buffer, byteOffset + row * width, width).toString('latin1');
    }
  }
}
