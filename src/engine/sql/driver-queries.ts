import type { ColumnMapping, WireType } from '../../shared/column-mapping.ts';
import { databricksString, fieldOf, quoteDatabricks } from './databricks-text.ts';
import { type SourceScope, scoped } from './source-queries.ts';

/**
 * The columns of a table, named `c0`, `c1`, …, as values that the official driver hands over whole. It rounds decimals,
 * cuts timestamps to milliseconds, makes the keys of a map texts, and decodes texts without a look at their bytes; so
 * decimals come as text, texts as their bytes, dates as days, timestamps as microseconds, a map as a list of its entries,
 * a struct with its fields named `f0`, `f1`, ….
 */
export function selectForDriver(scope: SourceScope, columns: readonly ColumnMapping[]): string {
  const list = columns.map((column, i) => {
    const base = column.expression === undefined ? quoteDatabricks(column.source) : `(${column.expression})`;
    return `${driverValue(base, column.wire, 0) ?? base} AS c${i}`;
  });
  return `SELECT ${list.join(', ')} FROM ${scoped(scope)}`;
}

/** How many rows a statement would give. */
export function countStatement(sql: string): string {
  return `SELECT count(*) AS row_count FROM (${sql}) AS counted`;
}

/** Undefined where the value passes through the driver as it is. */
function driverValue(value: string, wire: WireType, depth: number): string | undefined {
  switch (wire.kind) {
    case 'bool':
    case 'int':
    case 'float':
    case 'binary':
    case 'null':
      return undefined;
    case 'decimal':
      return `CAST(${value} AS STRING)`;
    case 'text':
      return `CAST(${value} AS BINARY)`;
    case 'date':
      return `unix_date(${value})`;
    case 'timestamp':
      return wire.zoned
        ? `unix_micros(${value})`
        : `timestampdiff(MICROSECOND, TIMESTAMP_NTZ'1970-01-01 00:00:00', ${value})`;
    case 'list': {
      const element = `e${depth}`;
      const inner = driverValue(element, wire.element, depth + 1);
      return inner === undefined ? undefined : `transform(${value}, ${element} -> ${inner})`;
    }
    case 'map': {
      const entry = `e${depth}`;
      const part = (name: 'key' | 'value') => {
        const found = fieldOf(entry, name);
        return driverValue(found, wire[name], depth + 1) ?? found;
      };
      return `transform(map_entries(${value}), ${entry} -> named_struct('key', ${part('key')}, 'value', ${part('value')}))`;
    }
    case 'struct': {
      const fields = wire.fields.map(({ name, type }, i) => {
        const field = fieldOf(value, name);
        return `${databricksString(`f${i}`)}, ${driverValue(field, type, depth + 1) ?? field}`;
      });
      return `CASE WHEN ${value} IS NOT NULL THEN named_struct(${fields.join(', ')}) END`;
    }
  }
}
