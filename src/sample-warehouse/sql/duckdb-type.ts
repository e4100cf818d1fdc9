import { type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import { unsupportedType } from './errors.ts';
import { nominalMark, type PlainName, parseType, type Type } from './types.ts';

const plain: Partial<Record<DuckDBTypeId, PlainName>> = {
  [DuckDBTypeId.BOOLEAN]: 'BOOLEAN',
  [DuckDBTypeId.TINYINT]: 'TINYINT',
  [DuckDBTypeId.SMALLINT]: 'SMALLINT',
  [DuckDBTypeId.INTEGER]: 'INT',
  [DuckDBTypeId.BIGINT]: 'BIGINT',
  [DuckDBTypeId.FLOAT]: 'FLOAT',
  [DuckDBTypeId.DOUBLE]: 'DOUBLE',
  [DuckDBTypeId.BLOB]: 'BINARY',
  [DuckDBTypeId.DATE]: 'DATE',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'TIMESTAMP',
  [DuckDBTypeId.TIMESTAMP]: 'TIMESTAMP_NTZ',
  [DuckDBTypeId.SQLNULL]: 'VOID',
  // The sum of integers: BIGINT there, with an error where it does not fit.
  [DuckDBTypeId.HUGEINT]: 'BIGINT',
};

/** The Databricks type of a result column. */
export function resultType(type: DuckDBType): Type {
  const name = plain[type.typeId];
  if (name !== undefined) return { kind: 'plain', name };
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return { kind: 'string', declared: 'string' };
    case DuckDBTypeId.DECIMAL:
      return { kind: 'decimal', precision: type.width, scale: type.scale };
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
      return { kind: 'array', element: resultType(type.valueType) };
    case DuckDBTypeId.MAP:
      return { kind: 'map', key: resultType(type.keyType), value: resultType(type.valueType) };
    case DuckDBTypeId.STRUCT: {
      const first = type.entryNames[0] ?? '';
      if (type.entryCount === 1 && first.startsWith(nominalMark)) return parseType(first.slice(nominalMark.length));
      return {
        kind: 'struct',
        fields: type.entryNames.map((field, index) => ({
          name: field,
          type: resultType(entry(type.entryTypes, index)),
        })),
      };
    }
    default:
      throw unsupportedType(type.toString());
  }
}

function entry(types: readonly DuckDBType[], index: number): DuckDBType {
  const type = types[index];
  if (type === undefined) throw unsupportedType('STRUCT');
  return type;
}
