import type { ColumnTransform, DropDuplicates, Transform } from '../transform.ts';
import type { Field, NamedField, NodeReader, Place } from './node-reader.ts';
import { readColumnNames } from './read-column-names.ts';
import { isExactNumber } from './written-default.ts';

const transformKeys = ['columns', 'derive', 'filter', 'dropDuplicates'] as const;
const columnTransformKeys = ['expression', 'cast', 'default', 'rename'] as const;
const dropDuplicatesKeys = ['by', 'orderBy'] as const;

const expectedExpression = 'an expression in DuckDB SQL; numbers and the like in quotes';
const expectedColumns = 'columns by name, such as “c_name: { rename: name }”';
const expectedDerived = 'names and expressions, such as “is_rich: c_acctbal > 9000”';

/** A name that the copy gets from a transform, with the place where it is given. */
export interface PlacedName {
  readonly name: string;
  readonly place: Place;
}

export interface PlacedTransform {
  readonly transform: Transform;
  readonly field: Field;
  /** The columns of the source that are spoken of, and what they are called in the copy. */
  readonly columns: readonly { readonly source: PlacedName; readonly target: PlacedName }[];
  readonly derived: readonly PlacedName[];
}

/** What is written under `transform`; whether the columns are there only the source can tell. */
export function readTransform(reader: NodeReader, field: Field): PlacedTransform | undefined {
  const fields = reader.map(field, transformKeys, `a mapping of ${transformKeys.join(', ')}`);
  if (fields === undefined) return undefined;
  refuseEmpty(reader, field, `at least one of ${transformKeys.join(', ')}`);
  const columns = fields.columns === undefined ? [] : readColumnTransforms(reader, fields.columns);
  const derived = fields.derive === undefined ? [] : readDerived(reader, fields.derive);
  const filter = fields.filter && reader.text(fields.filter, 'a condition in DuckDB SQL, such as c_acctbal > 0');
  const dropDuplicates = fields.dropDuplicates && readDropDuplicates(reader, fields.dropDuplicates);
  const transform: Transform = {
    columns: Object.fromEntries(columns.map(({ entry, read }) => [entry.name, read])),
    derive: Object.fromEntries(derived.map(({ entry, expression }) => [entry.name, expression])),
    ...(filter === undefined ? {} : { filter }),
    ...(dropDuplicates === undefined ? {} : { dropDuplicates }),
  };
  return {
    transform,
    field,
    columns: columns.map(({ entry, read }) => {
      const source = { name: entry.name, place: entry.key };
      const place = reader.peek(entry, 'rename')?.place ?? entry.key;
      return { source, target: read.rename === undefined ? source : { name: read.rename, place } };
    }),
    derived: derived.map(({ entry }) => ({ name: entry.name, place: entry.key })),
  };
}

function readColumnTransforms(
  reader: NodeReader,
  field: Field,
): readonly { readonly entry: NamedField; readonly read: ColumnTransform }[] {
  return readEntries(reader, field, expectedColumns).map((entry) => ({
    entry,
    read: readColumnTransform(reader, entry),
  }));
}

function readColumnTransform(reader: NodeReader, field: Field): ColumnTransform {
  const expected = `a mapping of ${columnTransformKeys.join(', ')}`;
  const fields = reader.map(field, columnTransformKeys, expected);
  if (fields === undefined) return {};
  refuseEmpty(reader, field, `at least one of ${columnTransformKeys.join(', ')}`);
  const expression = fields.expression && reader.text(fields.expression, expectedExpression);
  const cast = fields.cast && reader.text(fields.cast, 'a type of DuckDB, such as DOUBLE');
  const inPlaceOfNull = fields.default && readDefault(reader, fields.default);
  const rename = fields.rename && reader.text(fields.rename, 'the name of the column in the copy');
  return {
    ...(expression === undefined ? {} : { expression }),
    ...(cast === undefined ? {} : { cast }),
    ...(inPlaceOfNull === undefined ? {} : { default: inPlaceOfNull }),
    ...(rename === undefined ? {} : { rename }),
  };
}

/** A number is taken for what it says only where no digit of it can be lost. */
function readDefault(reader: NodeReader, field: Field): string | number | boolean | undefined {
  const value = reader.scalar(field);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && isExactNumber(value)) return value;
  if (typeof value === 'number') {
    const message = `${field.path} cannot be written as a number without losing digits`;
    reader.report(field.place, 'badValue', { message, expected: 'the number in quotes' });
  } else reader.refuse(field, 'a text, a number, true or false');
  return undefined;
}

function readDerived(
  reader: NodeReader,
  field: Field,
): readonly { readonly entry: NamedField; readonly expression: string }[] {
  return readEntries(reader, field, expectedDerived).map((entry) => ({
    entry,
    expression: reader.text(entry, expectedExpression) ?? '',
  }));
}

function readEntries(reader: NodeReader, field: Field, expected: string): readonly NamedField[] {
  refuseEmpty(reader, field, expected);
  return reader.entries(field, expected) ?? [];
}

function readDropDuplicates(reader: NodeReader, field: Field): DropDuplicates | undefined {
  if (!reader.isMap(field)) {
    const by = readColumnNames(reader, field);
    return by && { by };
  }
  const fields = reader.map(field, dropDuplicatesKeys, '{ by: […], orderBy: … }, or a list of columns') ?? {};
  if (fields.by === undefined) reader.missing(field.place, `${field.path}.by`, 'a list of column names');
  const by = fields.by && readColumnNames(reader, fields.by);
  const orderBy = fields.orderBy && reader.text(fields.orderBy, 'what follows ORDER BY, such as c_acctbal DESC');
  return by && { by, ...(orderBy === undefined ? {} : { orderBy }) };
}

function refuseEmpty(reader: NodeReader, field: Field, expected: string): void {
  if (!reader.isEmptyMap(field)) return;
  reader.report(field.place, 'badValue', { message: `${field.path} is empty`, expected });
}
