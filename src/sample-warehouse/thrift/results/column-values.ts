import type { Data, RecordBatch } from 'apache-arrow';
import type { ResultColumn } from '../../sql/sql-engine.ts';
import { typeId } from '../protocol/constants.ts';
import type { ColumnValues } from '../protocol/result-set.ts';
import { bytesAt, isNull, valueText } from './format-value.ts';
import { parseSqlType } from './sql-type.ts';
import { thriftTypeId } from './type-names.ts';

/** Bit i set = value i is NULL, least significant bit first; a single zero byte where there is none. */
function nullsBitmap(nulls: readonly boolean[]): Uint8Array {
  if (!nulls.includes(true)) return new Uint8Array(1);
  const bitmap = new Uint8Array(Math.ceil(nulls.length / 8));
  for (const [i, isSet] of nulls.entries()) if (isSet) bitmap[i >> 3] = (bitmap[i >> 3] ?? 0) | (1 << (i & 7));
  return bitmap;
}

export function textColumn(values: readonly (string | null)[]): ColumnValues {
  return {
    stringVal: {
      values: values.map((value) => value ?? ''),
      nulls: nullsBitmap(values.map((value) => value === null)),
    },
  };
}

export function intColumn(values: readonly (number | null)[]): ColumnValues {
  return {
    i32Val: { values: values.map((value) => value ?? 0), nulls: nullsBitmap(values.map((value) => value === null)) },
  };
}

/** A column spread over several pieces, as the client without Arrow reads it. */
function columnOf(pieces: readonly Data[], column: ResultColumn): ColumnValues {
  const nulls = pieces.flatMap((data) => Array.from({ length: data.length }, (_, i) => isNull(data, i)));
  const collect = <T>(filler: T, valueAt: (data: Data, index: number) => T) => ({
    values: pieces.flatMap((data) =>
      Array.from({ length: data.length }, (_, i) => (isNull(data, i) ? filler : valueAt(data, i))),
    ),
    nulls: nullsBitmap(nulls),
  });
  const number = (data: Data, i: number) => Number(data.values[i]);
  switch (thriftTypeId(parseSqlType(column.typeText))) {
    case typeId.boolean:
      return { boolVal: collect(false, (data, i) => valueText(data, i) === 'true') };
    case typeId.tinyint:
      return { byteVal: collect(0, number) };
    case typeId.smallint:
      return { i16Val: collect(0, number) };
    case typeId.int:
      return { i32Val: collect(0, number) };
    case typeId.bigint:
      return { i64Val: collect(0n, (data, i) => BigInt(data.values[i])) };
    case typeId.float:
    case typeId.double:
      return { doubleVal: collect(0, number) };
    case typeId.binary:
      return { binaryVal: collect(new Uint8Array(), bytesAt) };
    default:
      return { stringVal: collect('', valueText) };
  }
}

export function columnsOf(batches: readonly RecordBatch[], columns: readonly ResultColumn[]): readonly ColumnValues[] {
  return columns.map((column, i) => {
    const pieces = batches.map((batch) => batch.data.children[i]).filter((data) => data !== undefined);
    return columnOf(pieces, column);
  });
}
