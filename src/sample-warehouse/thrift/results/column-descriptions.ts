import type { ResultColumn } from '../../sql/sql-engine.ts';
import type { ColumnDesc } from '../protocol/result-set.ts';
import { parseSqlType, type SqlType } from './sql-type.ts';
import { thriftTypeId } from './type-names.ts';

function primitiveEntry(type: SqlType) {
  if (type.kind !== 'decimal') return { type: thriftTypeId(type) };
  const qualifiers = { scale: { i32Value: type.scale }, precision: { i32Value: type.precision } };
  return { type: thriftTypeId(type), typeQualifiers: { qualifiers } };
}

export function describeColumn(column: Omit<ResultColumn, 'nullable'>, index: number): ColumnDesc {
  return {
    columnName: column.name,
    typeDesc: { types: [{ primitiveEntry: primitiveEntry(parseSqlType(column.typeText)) }] },
    position: index + 1,
    comment: column.comment ?? '',
  };
}
