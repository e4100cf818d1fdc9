import { type Data, DataType, type Decimal, type TimestampMicrosecond } from 'apache-arrow';
import {
  formatDate,
  formatDayTime,
  formatDecimal,
  formatDouble,
  formatTimestamp,
  formatYearMonth,
} from './format-scalars.ts';

function refuse(data: Data): never {
  throw new TypeError(`No text form for Arrow ${String(data.type)}.`);
}

function bigintAt(data: Data, index: number): bigint {
  const { values } = data;
  return values instanceof BigInt64Array ? (values[index] ?? 0n) : refuse(data);
}

function numberAt(data: Data, index: number): number {
  const { values } = data;
  return values instanceof Int32Array ? (values[index] ?? 0) : refuse(data);
}

/** The unscaled value of a decimal128. */
function decimalAt(data: Data<Decimal>, index: number): bigint {
  const words: Uint32Array = data.values;
  const at = index * 4;
  const unsigned = [3, 2, 1, 0].reduce((sum, word) => (sum << 32n) | BigInt(words[at + word] ?? 0), 0n);
  return BigInt.asIntN(128, unsigned);
}

/** The bytes of a utf8 or binary value. */
export function bytesAt(data: Data, index: number): Uint8Array {
  const { valueOffsets, values } = data;
  return (values as Uint8Array).subarray(valueOffsets[index], valueOffsets[index + 1]);
}

function textAt(data: Data, index: number): string {
  return Buffer.from(bytesAt(data, index)).toString('utf8');
}

export function isNull(data: Data, index: number): boolean {
  return DataType.isNull(data.type) || !data.getValid(index);
}

function bitAt(data: Data, index: number): boolean {
  const bit = data.offset + index;
  return (((data.values as Uint8Array)[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

function timestampText(data: Data<TimestampMicrosecond>, index: number): string {
  return formatTimestamp(bigintAt(data, index), data.type.timezone ?? undefined);
}

function numeric(data: Data, index: number): string {
  const value: number | bigint = data.values[index];
  return DataType.isFloat(data.type) ? formatDouble(Number(value)) : String(value);
}

function range(data: Data, index: number): readonly number[] {
  const from = data.valueOffsets[index] ?? 0;
  return Array.from({ length: (data.valueOffsets[index + 1] ?? from) - from }, (_, i) => from + i);
}

function child(data: Data, index: number): Data {
  return data.children[index] ?? refuse(data);
}

function members(struct: Data, index: number): string {
  const pairs = struct.children.map(
    (field, i) => `${JSON.stringify(struct.type.children[i]?.name ?? '')}:${jsonText(field, index)}`,
  );
  return `{${pairs.join(',')}}`;
}

function entries(data: Data, index: number): string {
  const pairs = child(data, 0);
  const keys = child(pairs, 0);
  const values = child(pairs, 1);
  const texts = range(data, index).map((i) => `${JSON.stringify(valueText(keys, i))}:${jsonText(values, i)}`);
  return `{${texts.join(',')}}`;
}

function jsonText(data: Data, index: number): string {
  if (isNull(data, index)) return 'null';
  const { type } = data;
  const plain =
    DataType.isBool(type) ||
    DataType.isInt(type) ||
    DataType.isDecimal(type) ||
    DataType.isList(type) ||
    DataType.isMap(type) ||
    DataType.isStruct(type) ||
    (DataType.isFloat(type) && Number.isFinite(Number(data.values[index])));
  const value = valueText(data, index);
  return plain ? value : JSON.stringify(value);
}

/** A value that is not NULL as the warehouse prints it where the client wants text; nested values as JSON. */
export function valueText(data: Data, index: number): string {
  const { type } = data;
  if (DataType.isUtf8(type)) return textAt(data, index);
  if (DataType.isBool(type)) return String(bitAt(data, index));
  if (DataType.isInt(type) || DataType.isFloat(type)) return numeric(data, index);
  if (DataType.isDecimal(type)) return formatDecimal(decimalAt(data as Data<Decimal>, index), type.scale);
  if (DataType.isDate(type)) return formatDate(numberAt(data, index));
  if (DataType.isTimestamp(type)) return timestampText(data as Data<TimestampMicrosecond>, index);
  if (DataType.isInterval(type)) return formatYearMonth(numberAt(data, index));
  if (DataType.isDuration(type)) return formatDayTime(bigintAt(data, index));
  if (DataType.isBinary(type)) return Buffer.from(bytesAt(data, index)).toString('base64');
  if (DataType.isList(type))
    return `[${range(data, index)
      .map((i) => jsonText(child(data, 0), i))
      .join(',')}]`;
  if (DataType.isMap(type)) return entries(data, index);
  if (DataType.isStruct(type)) return members(data, index);
  return refuse(data);
}
