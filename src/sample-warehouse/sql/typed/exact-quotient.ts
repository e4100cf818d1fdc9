import { unsupported } from '../errors.ts';

/** A decimal number as its digits without the point. */
export function unscaled(x: string): string {
  return `CAST(replace(CAST(${x} AS VARCHAR), '.', '') AS HUGEINT)`;
}

/** `numerator / denominator` of two HUGEINTs, rounded half away from zero, as the digits of a DECIMAL. */
export function decimalQuotient(numerator: string, denominator: string, precision: number, scale: number): string {
  if (scale > 38 || precision > 38) throw unsupported(`DECIMAL(${precision},${scale})`);
  const digits = `CAST(dbx_quotient(${numerator}, ${denominator}) AS DECIMAL(38,0))`;
  const unit = scale === 0 ? '' : ` * CAST('0.${'0'.repeat(scale - 1)}1' AS DECIMAL(${scale},${scale}))`;
  return `CAST(${digits}${unit} AS DECIMAL(${precision},${scale}))`;
}
