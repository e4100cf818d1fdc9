import type { ColumnMapping, WireType } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { SourceColumn } from '../source/source.ts';
import { databricksString, fieldOf, quoteDatabricks } from '../sql/databricks-text.ts';
import { quoteDuckdb } from '../sql/duckdb-text.ts';
import {
  type DatabricksType,
  formatDatabricksType,
  parseDatabricksType,
  type SimpleTypeName,
} from './databricks-type.ts';
import { renameClashes } from './rename-clashes.ts';

/** How a type travels and where it lands; `select` turns the column's SQL into what the wire carries. */
interface MappedType {
  readonly wire: WireType;
  readonly duckdb: string;
  readonly select?: (column: string) => string;
  readonly loss?: string;
  readonly comment?: string;
}

const simple: Readonly<Record<SimpleTypeName, MappedType>> = {
  BOOLEAN: { wire: { kind: 'bool' }, duckdb: 'BOOLEAN' },
  TINYINT: { wire: { kind: 'int', bits: 8 }, duckdb: 'TINYINT' },
  SMALLINT: { wire: { kind: 'int', bits: 16 }, duckdb: 'SMALLINT' },
  INT: { wire: { kind: 'int', bits: 32 }, duckdb: 'INTEGER' },
  BIGINT: { wire: { kind: 'int', bits: 64 }, duckdb: 'BIGINT' },
  FLOAT: { wire: { kind: 'float', bits: 32 }, duckdb: 'FLOAT' },
  DOUBLE: { wire: { kind: 'float', bits: 64 }, duckdb: 'DOUBLE' },
  BINARY: { wire: { kind: 'binary' }, duckdb: 'BLOB' },
  DATE: { wire: { kind: 'date' }, duckdb: 'DATE' },
  TIMESTAMP: { wire: { kind: 'timestamp', zoned: true }, duckdb: 'TIMESTAMPTZ' },
  TIMESTAMP_NTZ: { wire: { kind: 'timestamp', zoned: false }, duckdb: 'TIMESTAMP' },
  VARIANT: {
    wire: { kind: 'text' },
    duckdb: 'JSON',
    select: (column) => `to_json(${column})`,
    loss: 'a VARIANT becomes its JSON text: dates, timestamps, decimals and binaries inside it become JSON strings or numbers',
  },
  VOID: { wire: { kind: 'null' }, duckdb: 'VARCHAR' },
};

/**
 * The mapping of one column. Nested types keep their shape; what DuckDB has no type for travels as text.
 * @throws ReplicatorError `type.unknown`, `source.unsupported`, naming the column
 */
export function mapColumn(column: SourceColumn, target: string): ColumnMapping {
  try {
    const type = parseDatabricksType(column.typeText);
    const mapped = mapType(type, 0);
    const comment = [column.comment, mapped.comment].filter((part) => part !== undefined && part !== '').join(' ');
    return {
      source: column.name,
      sourceType: formatDatabricksType(type),
      target,
      targetType: mapped.duckdb,
      wire: mapped.wire,
      ...(mapped.select === undefined ? {} : { expression: mapped.select(quoteDatabricks(column.name)) }),
      ...(mapped.loss === undefined ? {} : { loss: mapped.loss }),
      ...(comment === '' ? {} : { comment }),
    };
  } catch (error) {
    throw error instanceof ReplicatorError ? error.about({ column: column.name }) : error;
  }
}

function mapType(type: DatabricksType, depth: number): MappedType {
  switch (type.kind) {
    case 'simple':
      return simple[type.name];
    case 'decimal':
      return mapDecimal(type.precision, type.scale);
    case 'text':
      return {
        wire: { kind: 'text' },
        duckdb: 'VARCHAR',
        ...(type.collation === undefined || type.collation === 'UTF8_BINARY'
          ? {}
          : {
              comment: `[collation ${type.collation}]`,
              loss: `compares by bytes here, by ${type.collation} in the source`,
            }),
      };
    case 'interval':
      return { wire: { kind: 'text' }, duckdb: 'VARCHAR', select: (column) => `CAST(${column} AS STRING)` };
    case 'spatial':
      return {
        wire: { kind: 'binary' },
        duckdb: 'BLOB',
        select: (column) => `ST_AsBinary(${column})`,
        ...(type.srid === undefined ? {} : { comment: `[${type.text}, WKB]` }),
      };
    case 'array': {
      const element = mapType(type.element, depth + 1);
      const x = `x${depth}`;
      return nested({
        wire: { kind: 'list', element: element.wire },
        duckdb: `${element.duckdb}[]`,
        parts: [element],
        select: (column) => `transform(${column}, ${x} -> ${element.select?.(x) ?? x})`,
      });
    }
    case 'map': {
      const key = mapType(type.key, depth + 1);
      const value = mapType(type.value, depth + 1);
      const [k, v] = [`k${depth}`, `v${depth}`];
      return nested({
        wire: { kind: 'map', key: key.wire, value: value.wire },
        duckdb: `MAP(${key.duckdb}, ${value.duckdb})`,
        parts: [key, value],
        select: (column) => `transform_values(${column}, (${k}, ${v}) -> ${value.select?.(v) ?? v})`,
        unsupported: key.select !== undefined,
      });
    }
    case 'struct':
      return mapStruct(type.fields, depth);
  }
}

function mapDecimal(precision: number, scale: number): MappedType {
  if (!(precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision)) {
    throw new ReplicatorError(
      'type.unknown',
      `DECIMAL(${precision},${scale}) is outside of what Databricks and DuckDB can hold.`,
    );
  }
  return { wire: { kind: 'decimal', precision, scale }, duckdb: `DECIMAL(${precision},${scale})` };
}

function mapStruct(
  fields: readonly { readonly name: string; readonly type: DatabricksType }[],
  depth: number,
): MappedType {
  if (fields.length === 0) {
    return { wire: { kind: 'text' }, duckdb: 'JSON', select: (column) => `to_json(${column})` };
  }
  const mapped = fields.map((field) => mapType(field.type, depth + 1));
  const names = renameClashes(fields.map((field) => field.name));
  const renamed = names.filter((name) => name.source !== name.target);
  return nested({
    wire: { kind: 'struct', fields: fields.map((field, i) => ({ name: field.name, type: part(mapped, i).wire })) },
    duckdb: `STRUCT(${names.map((name, i) => `${quoteDuckdb(name.target)} ${part(mapped, i).duckdb}`).join(', ')})`,
    parts: mapped,
    select: (column) => {
      const members = fields.map((field, i) => {
        const member = fieldOf(column, field.name);
        return `${databricksString(field.name)}, ${part(mapped, i).select?.(member) ?? member}`;
      });
      return `CASE WHEN ${column} IS NOT NULL THEN named_struct(${members.join(', ')}) END`;
    },
    ...(renamed.length === 0
      ? {}
      : { loss: `struct fields renamed: ${renamed.map((name) => `${name.source} → ${name.target}`).join(', ')}` }),
  });
}

function part(mapped: readonly MappedType[], index: number): MappedType {
  const found = mapped[index];
  if (found === undefined) throw new ReplicatorError('internal.bug', `There is no struct field ${index}.`);
  return found;
}

/** A nested column is selected bare unless something inside it must be converted on the way. */
function nested(given: {
  readonly wire: WireType;
  readonly duckdb: string;
  readonly parts: readonly MappedType[];
  readonly select: (column: string) => string;
  readonly loss?: string;
  readonly unsupported?: boolean;
}): MappedType {
  if (given.unsupported === true) {
    throw new ReplicatorError(
      'source.unsupported',
      'A map whose keys are intervals, variants or shapes cannot be copied.',
    );
  }
  const losses = [...new Set([given.loss, ...given.parts.map((p) => p.loss)].filter((loss) => loss !== undefined))];
  return {
    wire: given.wire,
    duckdb: given.duckdb,
    ...(given.parts.some((p) => p.select !== undefined) ? { select: given.select } : {}),
    ...(losses.length === 0 ? {} : { loss: losses.join('; ') }),
  };
}
