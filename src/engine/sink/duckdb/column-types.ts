import { DuckDBTypeId } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { ColumnMapping, WireType } from '../../../shared/column-mapping.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import { describeWireType } from '../../arrow/describe-wire-type.ts';

/**
 * The types under which a table function may hand on the given columns of a table, with exactly the bytes that the wire
 * type stands for; JSON becomes VARCHAR, so that the insert's own cast checks it.
 * @throws ReplicatorError `type.wireMismatch` that names the column
 */
export function handOverTypes(
  columns: readonly ColumnMapping[],
  actual: readonly duckdb.LogicalType[],
): readonly duckdb.LogicalType[] {
  return columns.map((column, i) => {
    const type = actual[i];
    const handed = type && handOverType(column.wire, type);
    if (handed !== undefined) return handed;
    const text = `Column "${column.source}" of the staging table cannot take ${describeWireType(column.wire)} (planned as ${column.targetType}).`;
    throw new ReplicatorError('type.wireMismatch', text, { subject: { column: column.source } });
  });
}

const intIds = {
  8: DuckDBTypeId.TINYINT,
  16: DuckDBTypeId.SMALLINT,
  32: DuckDBTypeId.INTEGER,
  64: DuckDBTypeId.BIGINT,
} as const;

function handOverType(wire: WireType, type: duckdb.LogicalType): duckdb.LogicalType | undefined {
  const id: number = duckdb.get_type_id(type);
  const when = (expected: number): duckdb.LogicalType | undefined => (id === expected ? type : undefined);
  switch (wire.kind) {
    case 'bool':
      return when(DuckDBTypeId.BOOLEAN);
    case 'int':
      return when(intIds[wire.bits]);
    case 'float':
      return when(wire.bits === 32 ? DuckDBTypeId.FLOAT : DuckDBTypeId.DOUBLE);
    case 'decimal': {
      const { precision, scale } = wire;
      const fits = id === DuckDBTypeId.DECIMAL && duckdb.decimal_width(type) === precision;
      return fits && duckdb.decimal_scale(type) === scale ? type : undefined;
    }
    case 'text':
    case 'null':
      if (id !== DuckDBTypeId.VARCHAR) return undefined;
      return duckdb.create_logical_type(duckdb.get_type_id(type));
    case 'binary':
      return when(DuckDBTypeId.BLOB);
    case 'date':
      return when(DuckDBTypeId.DATE);
    case 'timestamp':
      return when(wire.zoned ? DuckDBTypeId.TIMESTAMP_TZ : DuckDBTypeId.TIMESTAMP);
    case 'list': {
      const element =
        id === DuckDBTypeId.LIST ? handOverType(wire.element, duckdb.list_type_child_type(type)) : undefined;
      return element && duckdb.create_list_type(element);
    }
    case 'map': {
      if (id !== DuckDBTypeId.MAP) return undefined;
      const key = handOverType(wire.key, duckdb.map_type_key_type(type));
      const value = handOverType(wire.value, duckdb.map_type_value_type(type));
      return key && value && duckdb.create_map_type(key, value);
    }
    case 'struct':
      return id === DuckDBTypeId.STRUCT ? handOverStruct(wire.fields, type) : undefined;
  }
}

function handOverStruct(
  fields: readonly { readonly type: WireType }[],
  type: duckdb.LogicalType,
): duckdb.LogicalType | undefined {
  if (duckdb.struct_type_child_count(type) !== fields.length) return undefined;
  const types: duckdb.LogicalType[] = [];
  for (const [i, field] of fields.entries()) {
    const child = handOverType(field.type, duckdb.struct_type_child_type(type, i));
    if (child === undefined) return undefined;
    types.push(child);
  }
  const names = fields.map((_, i) => duckdb.struct_type_child_name(type, i));
  return duckdb.create_struct_type(types, names);
}
