import { type Column, isValid } from './column.ts';
import { refuseValue } from './refuse-value.ts';

/** Each unscaled value must be below 10^precision: DuckDB would store what is beyond without a word. */
export function checkDecimals(column: Column, precision: number, name: string): void {
  const { buffer, byteOffset } = column.values;
  const words = new Int32Array(buffer, byteOffset, column.rows * 4);
  // Doubles decide all but the values next to the limit; those are looked at exactly.
  const surelyBelow = 10 ** precision * (1 - 1e-12);
  for (let i = 0; i < column.rows; i++) {
    const at = i * 4;
    const magnitude =
      (words[at + 3] ?? 0) * 2 ** 96 +
      ((words[at + 2] ?? 0) >>> 0) * 2 ** 64 +
      ((words[at + 1] ?? 0) >>> 0) * 2 ** 32 +
      ((words[at] ?? 0) >>> 0);
    if (magnitude < surelyBelow && magnitude > -surelyBelow) continue;
    if (isValid(column.validity, i)) checkExactly(column, i, precision, name);
  }
}

function checkExactly(column: Column, row: number, precision: number, name: string): void {
  const view = new DataView(column.values.buffer, column.values.byteOffset);
  const unscaled = (view.getBigInt64(row * 16 + 8, true) << 64n) | view.getBigUint64(row * 16, true);
  const limit = 10n ** BigInt(precision);
  if (unscaled >= limit || unscaled <= -limit) {
    throw refuseValue('value.outOfRange', name, row, `the decimal has more than ${precision} digits`);
  }
}
