import { declaredText, type Type } from './types.ts';

/** A type as `DESCRIBE … AS JSON` tells it. */
export function describedType(type: Type): Readonly<Record<string, unknown>> {
  switch (type.kind) {
    case 'plain':
      return { name: type.name === 'TIMESTAMP' ? 'timestamp_ltz' : type.name.toLowerCase() };
    case 'decimal':
      return { name: 'decimal', precision: type.precision, scale: type.scale };
    case 'string': {
      const sized = /^(char|varchar)\((\d+)\)$/.exec(type.declared);
      if (sized?.[1] !== undefined) return { name: sized[1], length: Number(sized[2]) };
      return { name: 'string', collation: /collate (.*)$/.exec(type.declared)?.[1] ?? 'UTF8_BINARY' };
    }
    case 'yearMonth':
    case 'dayTime': {
      const [start = '', end = start] = type.units.toLowerCase().split(' to ');
      return { name: 'interval', start_unit: start, end_unit: end };
    }
    case 'geo':
      return { name: declaredText(type) };
    case 'array':
      return { name: 'array', element_type: describedType(type.element), element_nullable: true };
    case 'map':
      return {
        name: 'map',
        key_type: describedType(type.key),
        value_type: describedType(type.value),
        value_nullable: true,
      };
    case 'struct':
      return {
        name: 'struct',
        fields: type.fields.map((field) => ({ name: field.name, type: describedType(field.type), nullable: true })),
      };
  }
}
