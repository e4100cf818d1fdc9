import type { WireType } from '../../shared/column-mapping.ts';

/** The Arrow type in words, for messages. */
export function describeWireType(wire: WireType): string {
  switch (wire.kind) {
    case 'int':
      return `int${wire.bits}`;
    case 'float':
      return `float${wire.bits}`;
    case 'decimal':
      return `decimal(${wire.precision},${wire.scale})`;
    case 'timestamp':
      return wire.zoned
        ? 'timestamp in microseconds with a time zone'
        : 'timestamp in microseconds without a time zone';
    case 'list':
      return `list<${describeWireType(wire.element)}>`;
    case 'map':
      return `map<${describeWireType(wire.key)}, ${describeWireType(wire.value)}>`;
    case 'struct':
      return `struct<${wire.fields.map((field) => `${field.name}: ${describeWireType(field.type)}`).join(', ')}>`;
    default:
      return wire.kind;
  }
}
