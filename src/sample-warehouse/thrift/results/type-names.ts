import { type TypeId, typeId } from '../protocol/constants.ts';
import type { SqlType } from './sql-type.ts';

const scalars: Readonly<Record<string, { readonly id: TypeId; readonly json: string }>> = {
  BOOLEAN: { id: typeId.boolean, json: 'boolean' },
  TINYINT: { id: typeId.tinyint, json: 'byte' },
  SMALLINT: { id: typeId.smallint, json: 'short' },
  INT: { id: typeId.int, json: 'integer' },
  BIGINT: { id: typeId.bigint, json: 'long' },
  FLOAT: { id: typeId.float, json: 'float' },
  DOUBLE: { id: typeId.double, json: 'double' },
  STRING: { id: typeId.string, json: 'string' },
  VARIANT: { id: typeId.string, json: 'variant' },
  BINARY: { id: typeId.binary, json: 'binary' },
  DATE: { id: typeId.date, json: 'date' },
  TIMESTAMP: { id: typeId.timestamp, json: 'timestamp' },
  TIMESTAMP_NTZ: { id: typeId.timestamp, json: 'timestamp_ntz' },
  VOID: { id: typeId.null, json: 'void' },
};

/** Types outside the table (GEOMETRY, OBJECT, …) travel as text under their own name. */
export function thriftTypeId(type: SqlType): TypeId {
  switch (type.kind) {
    case 'scalar':
      return scalars[type.name]?.id ?? typeId.string;
    case 'decimal':
      return typeId.decimal;
    case 'interval':
      return type.unit === 'yearMonth' ? typeId.intervalYearMonth : typeId.intervalDayTime;
    default:
      return typeId[type.kind];
  }
}

function sparkJson(type: SqlType): unknown {
  switch (type.kind) {
    case 'scalar':
      return scalars[type.name]?.json ?? type.name.toLowerCase();
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'interval':
      return type.text.toLowerCase();
    case 'array':
      return { type: 'array', elementType: sparkJson(type.element), containsNull: true };
    case 'map':
      return { type: 'map', keyType: sparkJson(type.key), valueType: sparkJson(type.value), valueContainsNull: true };
    case 'struct':
      return {
        type: 'struct',
        fields: type.fields.map((field) => ({
          name: field.name,
          type: sparkJson(field.type),
          nullable: field.nullable,
          metadata: {},
        })),
      };
  }
}

/** The value of the field metadata `Spark:DataType:JsonType`. */
export function sparkJsonType(type: SqlType): string {
  return JSON.stringify(sparkJson(type));
}
