import { DataType, type Field, Precision, type Schema, TimeUnit } from 'apache-arrow';
import type { ColumnMapping, WireType } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { describeWireType } from './describe-wire-type.ts';

/** A column as it really arrives, known to fit what the plan expects. */
export interface Shape {
  readonly wire: WireType;
  /** Offsets of 64 bits (LargeUtf8, LargeBinary, LargeList). */
  readonly wideOffsets: boolean;
  readonly children: readonly Shape[];
}

/**
 * Compares the schema that arrived with the one the plan expects, column by column.
 * @throws ReplicatorError `type.wireMismatch` that names the column and both types
 */
export function matchSchema(schema: Schema, columns: readonly ColumnMapping[]): readonly Shape[] {
  if (schema.fields.length !== columns.length) {
    throw new ReplicatorError(
      'type.wireMismatch',
      `The result has ${schema.fields.length} columns where the plan expects ${columns.length}.`,
    );
  }
  return columns.map((column, i) => {
    const field = schema.fields[i];
    const subject = { column: column.source };
    if (field === undefined || (field.name !== column.source && field.name !== column.target)) {
      const text = `Column ${i + 1} of the result is "${field?.name}" where the plan expects "${column.source}".`;
      throw new ReplicatorError('type.wireMismatch', text, { subject });
    }
    const shape = matchType(field.type, column.wire);
    if (shape !== undefined) return shape;
    const expected = describeWireType(column.wire);
    throw new ReplicatorError(
      'type.wireMismatch',
      `Column "${column.source}" (${column.sourceType}) arrives as ${field.type} where the plan expects ${expected}.`,
      { subject, facts: { arrived: String(field.type), expected } },
    );
  });
}

function leaf(wire: WireType, wideOffsets = false): Shape {
  return { wire, wideOffsets, children: [] };
}

function matchType(actual: DataType, wire: WireType): Shape | undefined {
  switch (wire.kind) {
    case 'bool':
      return DataType.isBool(actual) ? leaf(wire) : undefined;
    case 'int':
      return DataType.isInt(actual) && actual.isSigned && actual.bitWidth === wire.bits ? leaf(wire) : undefined;
    case 'float': {
      const precision = wire.bits === 32 ? Precision.SINGLE : Precision.DOUBLE;
      return DataType.isFloat(actual) && actual.precision === precision ? leaf(wire) : undefined;
    }
    case 'decimal': {
      const fits = DataType.isDecimal(actual) && actual.bitWidth === 128;
      return fits && actual.precision === wire.precision && actual.scale === wire.scale ? leaf(wire) : undefined;
    }
    case 'text':
      if (DataType.isUtf8(actual)) return leaf(wire);
      return DataType.isLargeUtf8(actual) ? leaf(wire, true) : undefined;
    case 'binary':
      if (DataType.isBinary(actual)) return leaf(wire);
      return DataType.isLargeBinary(actual) ? leaf(wire, true) : undefined;
    case 'date':
      return DataType.isDate(actual) && actual.unit === 0 ? leaf(wire) : undefined;
    case 'timestamp': {
      const fits = DataType.isTimestamp(actual) && actual.unit === TimeUnit.MICROSECOND;
      return fits && Boolean(actual.timezone) === wire.zoned ? leaf(wire) : undefined;
    }
    case 'null':
      return DataType.isNull(actual) ? leaf(wire) : undefined;
    case 'list':
      return DataType.isList(actual) ? matchChildren(actual.children, wire, [wire.element]) : undefined;
    case 'struct': {
      if (!DataType.isStruct(actual)) return undefined;
      if (actual.children.some((field, i) => field.name !== wire.fields[i]?.name)) return undefined;
      return matchChildren(
        actual.children,
        wire,
        wire.fields.map((field) => field.type),
      );
    }
    case 'map': {
      const entries = DataType.isMap(actual) ? actual.children[0]?.type : undefined;
      if (entries === undefined || !DataType.isStruct(entries)) return undefined;
      const [key, value] = [wire.key, wire.value];
      const struct: WireType = {
        kind: 'struct',
        fields: [
          { name: 'key', type: key },
          { name: 'value', type: value },
        ],
      };
      const entry = matchChildren(entries.children, struct, [key, value]);
      return entry && { wire, wideOffsets: false, children: [entry] };
    }
  }
}

function matchChildren(fields: readonly Field[], wire: WireType, expected: readonly WireType[]): Shape | undefined {
  if (fields.length !== expected.length) return undefined;
  const children: Shape[] = [];
  for (const [i, type] of expected.entries()) {
    const field = fields[i];
    const child = field && matchType(field.type, type);
    if (child === undefined) return undefined;
    children.push(child);
  }
  return { wire, wideOffsets: false, children };
}
