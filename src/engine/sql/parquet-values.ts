import type { WireType } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { renameClashes } from '../types/rename-clashes.ts';
import { databricksString, fieldOf } from './databricks-text.ts';
import { quoteDuckdb } from './duckdb-text.ts';

/**
 * How values travel in Parquet files that Spark writes. Dates and timestamps go as whole numbers: as such, Spark refuses old ones
 * or moves them to the Julian calendar, as its settings say (`datetimeRebaseModeInWrite`, `int96RebaseModeInWrite`), and writes
 * timestamps as INT96, which DuckDB reads without a zone. Structs whose field names Spark or DuckDB would not take get names by
 * position; a map with such parts goes as its entries.
 */

/** Spark refuses ` ,;{}()\n\t=` in names of Parquet; what else is unusual is not put to the test either. */
const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether the value is another one in the file than in the table. */
function changes(type: WireType): boolean {
  switch (type.kind) {
    case 'date':
    case 'null':
      return true;
    case 'timestamp':
      return type.zoned;
    case 'list':
      return changes(type.element);
    case 'map':
      return changes(type.key) || changes(type.value);
    case 'struct':
      return type.fields.some((field) => !plainName.test(field.name) || changes(field.type));
    default:
      return false;
  }
}

/**
 * What is written to the file for a value of this type, as SQL of Databricks.
 * @throws ReplicatorError `source.unsupported`
 */
export function toParquet(value: string, type: WireType, depth = 0): string {
  refuseClashes(type);
  if (!changes(type)) return value;
  switch (type.kind) {
    case 'date':
      return `unix_date(${value})`;
    case 'timestamp':
      return `unix_micros(${value})`;
    case 'list':
      return `transform(${value}, x${depth} -> ${toParquet(`x${depth}`, type.element, depth + 1)})`;
    case 'map': {
      const entry = `x${depth}`;
      const [key, mapped] = [
        toParquet(fieldOf(entry, 'key'), type.key, depth + 1),
        toParquet(fieldOf(entry, 'value'), type.value, depth + 1),
      ];
      return `transform(map_entries(${value}), ${entry} -> named_struct('k', ${key}, 'v', ${mapped}))`;
    }
    case 'struct': {
      const members = type.fields.map(
        (field, i) => `${databricksString(`f${i}`)}, ${toParquet(fieldOf(value, field.name), field.type, depth)}`,
      );
      return `CASE WHEN ${value} IS NOT NULL THEN named_struct(${members.join(', ')}) END`;
    }
    default:
      return `CAST(${value} AS STRING)`;
  }
}

/** Neither the warehouse nor DuckDB tells such fields apart. */
function refuseClashes(type: WireType): void {
  if (type.kind === 'list') refuseClashes(type.element);
  if (type.kind === 'map') for (const part of [type.key, type.value]) refuseClashes(part);
  if (type.kind !== 'struct') return;
  const clash = renameClashes(type.fields.map((field) => field.name)).find(({ source, target }) => source !== target);
  if (clash !== undefined) {
    throw new ReplicatorError(
      'source.unsupported',
      `A struct with fields that differ in letter case only (${clash.source}) cannot be exported to Parquet files.`,
    );
  }
  for (const field of type.fields) refuseClashes(field.type);
}

/** The value of the table, from the one in the file, as SQL of DuckDB. */
export function fromParquet(value: string, type: WireType, depth = 0): string {
  if (!changes(type)) return value;
  switch (type.kind) {
    case 'date':
      return `(DATE '1970-01-01' + ${value})`;
    case 'timestamp':
      return `make_timestamptz(${value})`;
    case 'list':
      return `list_transform(${value}, lambda x${depth}: ${fromParquet(`x${depth}`, type.element, depth + 1)})`;
    case 'map': {
      const entry = `x${depth}`;
      const [key, mapped] = [
        fromParquet(`${entry}.k`, type.key, depth + 1),
        fromParquet(`${entry}.v`, type.value, depth + 1),
      ];
      return `map_from_entries(list_transform(${value}, lambda ${entry}: struct_pack(key := ${key}, value := ${mapped})))`;
    }
    case 'struct': {
      const members = type.fields.map(
        (field, i) => `${quoteDuckdb(field.name)} := ${fromParquet(`${value}.f${i}`, field.type, depth)}`,
      );
      return `CASE WHEN ${value} IS NOT NULL THEN struct_pack(${members.join(', ')}) END`;
    }
    default:
      return value;
  }
}

/** How DuckDB must see the column of a file. */
export function parquetType(type: WireType): string {
  switch (type.kind) {
    case 'bool':
      return 'BOOLEAN';
    case 'int':
      return { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' }[type.bits];
    case 'float':
      return type.bits === 32 ? 'FLOAT' : 'DOUBLE';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'text':
    case 'null':
      return 'VARCHAR';
    case 'binary':
      return 'BLOB';
    case 'date':
      return 'INTEGER';
    case 'timestamp':
      return type.zoned ? 'BIGINT' : 'TIMESTAMP';
    case 'list':
      return `${parquetType(type.element)}[]`;
    case 'map':
      return changes(type)
        ? `STRUCT(k ${parquetType(type.key)}, v ${parquetType(type.value)})[]`
        : `MAP(${parquetType(type.key)}, ${parquetType(type.value)})`;
    case 'struct': {
      const renamed = changes(type);
      const fields = type.fields.map(
        (field, i) => `${renamed ? `f${i}` : quoteDuckdb(field.name)} ${parquetType(field.type)}`,
      );
      return `STRUCT(${fields.join(', ')})`;
    }
  }
}
