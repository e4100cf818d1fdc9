import { isAscii, isUtf8 } from 'node:buffer';
import { checkDecimals } from './check-decimals.ts';
import { checkMapKeys } from './check-map-keys.ts';
import { type Column, isValid } from './column.ts';
import { firstMicros, infiniteDate, lastMicros } from './duckdb-range.ts';
import { refuseValue } from './refuse-value.ts';

/**
 * Checks what DuckDB takes unseen through raw vectors: ranges, UTF-8, map keys. Values under a NULL are not looked at.
 * @throws ReplicatorError `value.outOfRange`, `value.invalidText`, `value.invalidNesting`; names the column
 */
export function checkValues(column: Column, name: string): void {
  const { wire } = column.shape;
  switch (wire.kind) {
    case 'text':
      checkText(column, name);
      break;
    case 'date':
      checkDates(column, name);
      break;
    case 'timestamp':
      checkTimestamps(column, name);
      break;
    case 'decimal':
      checkDecimals(column, wire.precision, name);
      break;
    case 'map':
      checkMapKeys(column, name);
      break;
    default:
  }
  for (const child of column.children) checkValues(child, name);
}

function usedText(column: Column): Uint8Array<ArrayBuffer> {
  const { values, offsets, rows } = column;
  return values.subarray(offsets[0] ?? 0, offsets[rows] ?? 0);
}

function checkText(column: Column, name: string): void {
  const { values, offsets, rows, validity } = column;
  const text = usedText(column);
  if (isAscii(text) || (isUtf8(text) && !cutsCharacters(column))) return;
  for (let i = 0; i < rows; i++) {
    if (isValid(validity, i) && !isUtf8(values.subarray(offsets[i], offsets[i + 1]))) {
      throw refuseValue('value.invalidText', name, i, 'the text is not valid UTF-8');
    }
  }
}

function cutsCharacters(column: Column): boolean {
  const { values, offsets, rows } = column;
  const end = offsets[rows] ?? 0;
  for (let i = 1; i < rows; i++) {
    const offset = offsets[i] ?? 0;
    if (offset < end && ((values[offset] ?? 0) & 0xc0) === 0x80) return true;
  }
  return false;
}

function checkDates(column: Column, name: string): void {
  const days = new Int32Array(column.values.buffer, column.values.byteOffset, column.rows);
  for (let i = 0; i < days.length; i++) {
    const day = days[i] ?? 0;
    if ((day === infiniteDate || day <= -infiniteDate) && isValid(column.validity, i)) {
      throw refuseValue('value.outOfRange', name, i, `the date ${day} days from 1970 means infinity to DuckDB`);
    }
  }
}

function checkTimestamps(column: Column, name: string): void {
  const { buffer, byteOffset } = column.values;
  const words = new Int32Array(buffer, byteOffset, column.rows * 2);
  for (let i = 0; i < column.rows; i++) {
    const high = words[2 * i + 1] ?? 0;
    if (high > -0x7fff_fffc && high < 0x7fff_ffff) continue;
    const micros = new DataView(buffer, byteOffset).getBigInt64(i * 8, true);
    if ((micros < firstMicros || micros > lastMicros) && isValid(column.validity, i)) {
      throw refuseValue(
        'value.outOfRange',
        name,
        i,
        `the timestamp ${micros} µs from 1970 is beyond what DuckDB can hold`,
      );
    }
  }
}
