import { type Data, DataType, type RecordBatch } from 'apache-arrow';
import { zoneOffsetSeconds } from '../thrift/results/format-scalars.ts';
import { isNull, valueText } from '../thrift/results/format-value.ts';

export type JsonRow = readonly (string | null)[];

function offsetText(seconds: number): string {
  if (seconds === 0) return 'Z';
  const minutes = Math.trunc(Math.abs(seconds) / 60);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
}

/** `2021-06-15T12:34:56.789-07:00`: three decimals, and the session zone's offset where the type has a zone. */
function timestampText(data: Data, index: number): string {
  const text = valueText(data, index).replace(' ', 'T');
  const [whole = '', fraction = ''] = text.split('.');
  const millis = `${whole}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const { type } = data;
  const zone = DataType.isTimestamp(type) ? type.timezone : undefined;
  if (zone === null || zone === undefined) return millis;
  const micros: bigint = data.values[index];
  return millis + offsetText(zoneOffsetSeconds(Number(micros / 1000n), zone));
}

function cell(data: Data, index: number): string | null {
  if (isNull(data, index)) return null;
  return DataType.isTimestamp(data.type) ? timestampText(data, index) : valueText(data, index);
}

/** Rows as the format JSON_ARRAY has them: every value a text or null. */
export function jsonRows(batch: RecordBatch): readonly JsonRow[] {
  return Array.from({ length: batch.numRows }, (_, row) => batch.data.children.map((column) => cell(column, row)));
}
