import { unsupported } from '../errors.ts';
import { storageType } from '../types.ts';

const days = 86_400_000_000n;
const microseconds: Readonly<Record<string, readonly [unit: string, length: bigint]>> = {
  WEEK: ['DAY', 7n * days],
  DAY: ['DAY', days],
  HOUR: ['HOUR', 3_600_000_000n],
  MINUTE: ['MINUTE', 60_000_000n],
  SECOND: ['SECOND', 1_000_000n],
  MILLISECOND: ['SECOND', 1_000n],
  MICROSECOND: ['SECOND', 1n],
};
const months: Readonly<Record<string, number>> = { YEAR: 12, MONTH: 1 };

/** `INTERVAL 'value' unit` as the sample warehouse stores intervals: months, or microseconds. */
export function intervalLiteral(value: string, written: string): string {
  const unit = written.replace(/S$/, '');
  const number = /^\s*([+-]*)\s*(\d+)(?:\.(\d{1,6}))?\s*$/.exec(value);
  const fraction = number?.[3];
  if (number === null || (fraction !== undefined && unit !== 'SECOND')) throw refused(value, written);
  const sign = (number[1]?.split('-').length ?? 1) % 2 === 1 ? 1n : -1n;
  const whole = BigInt(number[2] ?? '0');
  const monthsEach = months[unit];
  if (monthsEach !== undefined) {
    const type = storageType({ kind: 'yearMonth', units: unit });
    return `CAST(row(${sign * whole * BigInt(monthsEach)}) AS ${type})`;
  }
  const [units, length] = microseconds[unit] ?? [];
  if (units === undefined || length === undefined) throw refused(value, written);
  const rest = BigInt((fraction ?? '').padEnd(6, '0'));
  return `CAST(row(${sign * (whole * length + rest)}) AS ${storageType({ kind: 'dayTime', units })})`;
}

function refused(value: string, unit: string) {
  return unsupported(`INTERVAL '${value}' ${unit}`);
}
