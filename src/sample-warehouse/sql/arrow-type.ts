import {
  Binary,
  Bool,
  type Data,
  DataType,
  DateDay,
  Decimal,
  DurationMicrosecond,
  Field,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  IntervalYearMonth,
  List,
  Map_,
  makeData,
  Null,
  Struct,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow';
import { type Type, typeText } from './types.ts';

/** The Arrow type that the wire carries for a Databricks type. */
export function arrowType(type: Type, timeZone: string): DataType {
  switch (type.kind) {
    case 'plain':
      switch (type.name) {
        case 'BOOLEAN':
          return new Bool();
        case 'TINYINT':
          return new Int8();
        case 'SMALLINT':
          return new Int16();
        case 'INT':
          return new Int32();
        case 'BIGINT':
          return new Int64();
        case 'FLOAT':
          return new Float32();
        case 'DOUBLE':
          return new Float64();
        case 'BINARY':
          return new Binary();
        case 'DATE':
          return new DateDay();
        case 'TIMESTAMP':
          return new TimestampMicrosecond(timeZone);
        case 'TIMESTAMP_NTZ':
          return new TimestampMicrosecond();
        case 'VARIANT':
          return new Utf8();
        case 'VOID':
          return new Null();
      }
      break;
    case 'decimal':
      return new Decimal(type.scale, type.precision, 128);
    case 'string':
      return new Utf8();
    case 'yearMonth':
      return new IntervalYearMonth();
    case 'dayTime':
      return new DurationMicrosecond();
    case 'geo':
      return new Binary();
    case 'array':
      return new List(new Field('element', arrowType(type.element, timeZone), true));
    case 'map':
      return new Map_(
        new Field(
          'entries',
          new Struct<{ key: DataType; value: DataType }>([
            new Field('key', arrowType(type.key, timeZone), false),
            new Field('value', arrowType(type.value, timeZone), true),
          ]),
          false,
        ),
      );
    case 'struct':
      return new Struct(type.fields.map((field) => new Field(field.name, arrowType(field.type, timeZone), true)));
  }
  throw new TypeError(`no Arrow type for ${typeText(type)}`);
}

/** The same buffers under the type of the wire: what DuckDB lacks comes as a struct of one field. */
export function retype(data: Data, type: Type, target: DataType): Data {
  if (type.kind === 'plain' && type.name === 'VOID') return makeData({ type: new Null(), length: data.length });
  if (isNominal(type) && DataType.isStruct(data.type)) return child(data, 0).clone(target);
  switch (type.kind) {
    case 'array':
      return data.clone(target, undefined, undefined, undefined, undefined, [
        retype(child(data, 0), type.element, inner(target, 0)),
      ]);
    case 'map': {
      const entries = child(data, 0);
      const entryType = inner(target, 0);
      return data.clone(target, undefined, undefined, undefined, undefined, [
        entries.clone(entryType, undefined, undefined, undefined, undefined, [
          retype(child(entries, 0), type.key, inner(entryType, 0)),
          retype(child(entries, 1), type.value, inner(entryType, 1)),
        ]),
      ]);
    }
    case 'struct':
      return data.clone(
        target,
        undefined,
        undefined,
        undefined,
        undefined,
        type.fields.map((field, index) => retype(child(data, index), field.type, inner(target, index))),
      );
    default:
      return data.clone(target);
  }
}

function isNominal(type: Type): boolean {
  return (
    type.kind === 'yearMonth' ||
    type.kind === 'dayTime' ||
    type.kind === 'geo' ||
    (type.kind === 'plain' && type.name === 'VARIANT')
  );
}

function child(data: Data, index: number): Data {
  const found: Data | undefined = data.children[index];
  if (found === undefined) throw new TypeError(`Arrow data of ${String(data.type)} lacks child ${index}`);
  return found;
}

function inner(type: DataType, index: number): DataType {
  const field = type.children?.[index];
  if (field === undefined) throw new TypeError(`Arrow type ${String(type)} lacks child ${index}`);
  return field.type;
}
