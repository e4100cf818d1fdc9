import { storageType, type Type } from '../types.ts';
import { isIntegral, isPlain } from './coerce.ts';
import type { Typed } from './questions.ts';

const isTime = (type: Type) => isPlain(type, 'TIMESTAMP', 'TIMESTAMP_NTZ');
const isInterval = (type: Type) => type.kind === 'dayTime' || type.kind === 'yearMonth';

/** Whether the arithmetic of dates and times applies, rather than that of numbers. */
export function isTemporal(type: Type): boolean {
  return isPlain(type, 'DATE') || isTime(type) || isInterval(type);
}

/** `left operator right` of dates, times and intervals; undefined where the sample warehouse does not know it. */
export function writeTimeArithmetic(operator: string, left: Typed, right: Typed): string | undefined {
  if (operator === '+' && !isPlain(left.type, 'DATE') && !isTime(left.type)) {
    return isPlain(right.type, 'DATE') || isTime(right.type) ? shifted('+', right, left) : undefined;
  }
  if (operator !== '+' && operator !== '-') return undefined;
  if (operator === '-' && isPlain(left.type, 'DATE') && isPlain(right.type, 'DATE')) {
    return interval('DAY', `CAST((${left.sql}) - (${right.sql}) AS BIGINT) * 86400000000`);
  }
  const times = [left.type, right.type].every((type) => isTime(type));
  if (operator === '-' && times && storageType(left.type) === storageType(right.type)) {
    return interval('DAY TO SECOND', `epoch_us(${left.sql}) - epoch_us(${right.sql})`);
  }
  return shifted(operator, left, right);
}

function interval(units: string, microseconds: string): string {
  return `CAST(row(${microseconds}) AS ${storageType({ kind: 'dayTime', units })})`;
}

function shifted(operator: string, start: Typed, by: Typed): string | undefined {
  const date = isPlain(start.type, 'DATE');
  if (!date && !isTime(start.type)) return undefined;
  if (date && isIntegral(by.type) && !isPlain(by.type, 'BIGINT')) {
    return `((${start.sql}) ${operator} CAST(${by.sql} AS INTEGER))`;
  }
  const amount = `(${by.sql})."#INTERVAL ${'units' in by.type ? by.type.units : ''}"`;
  if (by.type.kind === 'yearMonth') {
    return `CAST((${start.sql}) ${operator} to_months(${amount}) AS ${storageType(start.type)})`;
  }
  if (by.type.kind !== 'dayTime') return undefined;
  const days = `to_days(CAST(${amount} // 86400000000 AS INTEGER))`;
  if (date) {
    return by.type.units === 'DAY' ? `CAST((${start.sql}) ${operator} ${days} AS DATE)` : undefined;
  }
  return `((${start.sql}) ${operator} ${days} ${operator} to_microseconds(${amount} % 86400000000))`;
}
