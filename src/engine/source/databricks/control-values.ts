import { thrift } from '@databricks/sql';
import type { ControlRow, ControlValue } from '../source.ts';

const { TTypeId } = thrift.TCLIService_types;

/** Thrift type ids of the columns, by their names. */
export type ColumnTypes = ReadonlyMap<string, number | undefined>;

/** A row of the driver in plain values. */
export function toControlRow(row: object, types: ColumnTypes): ControlRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, toControlValue(value, types.get(column))]),
  );
}

export function toControlValue(value: unknown, type: number | undefined): ControlValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return type === TTypeId.DATE_TYPE ? dateText(new Date(value)) : value;
    case 'undefined':
      return null;
    default:
      if (value === null) return null;
      if (value instanceof Date) return type === TTypeId.DATE_TYPE ? dateText(value) : value.toISOString();
      if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
      return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
  }
}

function dateText(date: Date): string {
  return date.toISOString().slice(0, 10);
}
