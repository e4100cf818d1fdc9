import { isUtf8 } from 'node:buffer';
import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { WireType } from '../../../shared/column-mapping.ts';
import type { ErrorCode, ReplicatorError } from '../../../shared/errors.ts';
import { firstMicros, infiniteDate, lastMicros } from '../../arrow/duckdb-range.ts';
import { refuseValue } from '../../arrow/refuse-value.ts';
import { canonicalText } from './canonical-text.ts';
import { parseUnscaled } from './parse-unscaled.ts';

/** From a value of the driver to DuckDB's, checked: the appender would take what is out of range without a word. */
type ValueConverter = (value: unknown) => DuckDBValue;

/** A value that must not get into the table; where it stands is added on the way out. */
export class RefusedValue extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, what: string) {
    super(what);
    this.code = code;
  }

  at(column: string, row: number): ReplicatorError {
    return refuseValue(this.code, column, row, this.message);
  }
}

/** Undefined where a column of this type cannot hold what the wire type stands for. */
export function valueConverter(wire: WireType, type: DuckDBType): ValueConverter | undefined {
  const convert = presentConverter(wire, type);
  return convert && ((value) => (value === null || value === undefined ? null : convert(value)));
}

const integers = {
  8: { id: DuckDBTypeId.TINYINT, limit: 2 ** 7 },
  16: { id: DuckDBTypeId.SMALLINT, limit: 2 ** 15 },
  32: { id: DuckDBTypeId.INTEGER, limit: 2 ** 31 },
} as const;

function presentConverter(wire: WireType, type: DuckDBType): ValueConverter | undefined {
  const when = (id: DuckDBTypeId, convert: ValueConverter) => (type.typeId === id ? convert : undefined);
  switch (wire.kind) {
    case 'bool':
      return when(DuckDBTypeId.BOOLEAN, (value) => (typeof value === 'boolean' ? value : mismatch(value, 'a boolean')));
    case 'int': {
      if (wire.bits === 64) return when(DuckDBTypeId.BIGINT, toInt64);
      const { id, limit } = integers[wire.bits];
      return when(id, (value) => toInteger(value, limit));
    }
    case 'float':
      return wire.bits === 64 ? when(DuckDBTypeId.DOUBLE, toDouble) : when(DuckDBTypeId.FLOAT, toFloat);
    case 'decimal': {
      const { precision, scale } = wire;
      const fits = type instanceof DuckDBDecimalType && type.width === precision && type.scale === scale;
      return fits ? (value) => toDecimal(value, precision, scale) : undefined;
    }
    case 'text':
      return when(DuckDBTypeId.VARCHAR, type.alias === 'JSON' ? toJson : toText);
    case 'null':
      return when(DuckDBTypeId.VARCHAR, (value) => mismatch(value, 'NULL'));
    case 'binary':
      return when(DuckDBTypeId.BLOB, (value) => new DuckDBBlobValue(toBytes(value)));
    case 'date':
      return when(DuckDBTypeId.DATE, toDate);
    case 'timestamp':
      return wire.zoned
        ? when(DuckDBTypeId.TIMESTAMP_TZ, (value) => new DuckDBTimestampTZValue(toMicros(value)))
        : when(DuckDBTypeId.TIMESTAMP, (value) => new DuckDBTimestampValue(toMicros(value)));
    case 'list': {
      const element = type instanceof DuckDBListType ? valueConverter(wire.element, type.valueType) : undefined;
      return element && ((value) => new DuckDBListValue(toItems(value).map(element)));
    }
    case 'map': {
      if (!(type instanceof DuckDBMapType)) return undefined;
      const key = valueConverter(wire.key, type.keyType);
      const item = valueConverter(wire.value, type.valueType);
      return key && item && ((value) => toMap(value, key, item));
    }
    case 'struct':
      return type instanceof DuckDBStructType ? structConverter(wire.fields, type) : undefined;
  }
}

function structConverter(
  fields: readonly { readonly type: WireType }[],
  type: DuckDBStructType,
): ValueConverter | undefined {
  if (type.entryCount !== fields.length) return undefined;
  const converters: { readonly name: string; readonly from: string; readonly convert: ValueConverter }[] = [];
  for (const [i, field] of fields.entries()) {
    const [name, entry] = [type.entryNames[i], type.entryTypes[i]];
    const convert = entry && valueConverter(field.type, entry);
    if (name === undefined || convert === undefined) return undefined;
    converters.push({ name, from: `f${i}`, convert });
  }
  return (value) => {
    const struct = toRecord(value);
    // Unlike an assignment this makes a field of every name, `__proto__` too.
    return new DuckDBStructValue(
      Object.fromEntries(converters.map(({ name, from, convert }) => [name, convert(part(struct, from))])),
    );
  };
}

function toMap(value: unknown, key: ValueConverter, item: ValueConverter): DuckDBMapValue {
  const seen = new Set<string>();
  const entries = toItems(value).map((one) => {
    const entry = toRecord(one);
    const [rawKey, rawValue] = [part(entry, 'key'), part(entry, 'value')];
    if (rawKey === null) throw new RefusedValue('value.invalidNesting', 'a map has a NULL key');
    seen.add(canonicalText(rawKey));
    return { key: key(rawKey), value: item(rawValue) };
  });
  if (seen.size < entries.length) throw new RefusedValue('value.invalidNesting', 'a map has the same key twice');
  return new DuckDBMapValue(entries);
}

function toInt64(value: unknown): bigint {
  const whole = toWhole(value);
  return BigInt.asIntN(64, whole) === whole ? whole : outOfRange(`${whole} is no integer of 64 bits`);
}

function toInteger(value: unknown, limit: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return mismatch(value, 'an integer');
  return value >= -limit && value < limit ? value : outOfRange(`${value} is beyond the integers of its type`);
}

function toDouble(value: unknown): number {
  return typeof value === 'number' ? value : mismatch(value, 'a float');
}

function toFloat(value: unknown): number {
  const number = toDouble(value);
  return Object.is(Math.fround(number), number) ? number : outOfRange(`${number} is no float of 32 bits`);
}

function toDecimal(value: unknown, precision: number, scale: number): DuckDBDecimalValue {
  const unscaled = typeof value === 'string' ? parseUnscaled(value, scale) : undefined;
  if (unscaled === undefined) return mismatch(value, `a decimal of ${scale} places in text`);
  const limit = 10n ** BigInt(precision);
  if (unscaled >= limit || unscaled <= -limit) return outOfRange(`the decimal has more than ${precision} digits`);
  return new DuckDBDecimalValue(unscaled, precision, scale);
}

function toText(value: unknown): string {
  const bytes = toBytes(value);
  if (!isUtf8(bytes)) throw new RefusedValue('value.invalidText', 'the text is not valid UTF-8');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function toJson(value: unknown): string {
  const text = toText(value);
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new RefusedValue('value.invalidText', 'the text is not valid JSON');
  }
}

function toDate(value: unknown): DuckDBDateValue {
  if (typeof value !== 'number' || !Number.isInteger(value)) return mismatch(value, 'a number of days');
  if (Math.abs(value) >= infiniteDate) outOfRange(`the date ${value} days from 1970 means infinity to DuckDB`);
  return new DuckDBDateValue(value);
}

function toMicros(value: unknown): bigint {
  const micros = toWhole(value);
  if (micros >= firstMicros && micros <= lastMicros) return micros;
  return outOfRange(`the timestamp ${micros} µs from 1970 is beyond what DuckDB can hold`);
}

/** A server without Arrow has the driver make a number of a BIGINT; up to 2^53 that is exact. */
function toWhole(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  return Number.isSafeInteger(value) ? BigInt(value as number) : mismatch(value, 'an exact integer');
}

function toBytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : mismatch(value, 'bytes');
}

function toItems(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : mismatch(value, 'a list');
}

function toRecord(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : mismatch(value, 'a struct');
}

function part(record: object, name: string): unknown {
  const value: unknown = Reflect.get(record, name);
  return value === undefined ? mismatch(undefined, `a field ${name}`) : value;
}

function mismatch(value: unknown, expected: string): never {
  const kind = value instanceof Uint8Array ? 'bytes' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  throw new RefusedValue('type.wireMismatch', `the driver gives ${kind} where the plan expects ${expected}`);
}

function outOfRange(what: string): never {
  throw new RefusedValue('value.outOfRange', what);
}
