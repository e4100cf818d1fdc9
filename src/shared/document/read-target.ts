import type { Field, NodeReader } from './node-reader.ts';
import { parseName } from './parse-name.ts';
import type { TargetFile, TargetTemplate } from './replication.ts';
import type { SourcePattern } from './source-pattern.ts';
import { reservedSchemas, templateProblem } from './target-template.ts';

const expectedFile = 'the path of a DuckDB file, relative to this document, such as lake.duckdb';
const expectedTemplate = 'a name that may hold {catalog}, {schema} and {table}';
export const plainTemplate: TargetTemplate = { schema: '{schema}', table: '{table}' };

export function readTarget(reader: NodeReader, field: Field): TargetFile | undefined {
  if (!reader.isMap(field)) {
    const file = readFile(reader, field);
    return file === undefined ? undefined : { file, name: plainTemplate };
  }
  const fields = reader.map(field, ['file', 'schema', 'table'], expectedFile);
  if (fields === undefined) return undefined;
  const fileField = fields.file;
  if (fileField === undefined) reader.missing(field.place, 'target.file', expectedFile);
  const file = fileField === undefined ? undefined : readFile(reader, fileField);
  const schema = fields.schema === undefined ? plainTemplate.schema : readTemplate(reader, fields.schema);
  const table = fields.table === undefined ? plainTemplate.table : readTemplate(reader, fields.table);
  if (schema !== undefined && fields.schema !== undefined) refuseReserved(reader, fields.schema, schema);
  if (file === undefined || schema === undefined || table === undefined) return undefined;
  return { file, name: { schema, table } };
}

export function readFile(reader: NodeReader, field: Field): string | undefined {
  const file = reader.text(field, expectedFile);
  if (file === undefined) return undefined;
  if (!/^[a-z][a-z0-9+.-]+:/i.test(file) && file !== ':memory:') return file;
  reader.report(field.place, 'badValue', { message: `${field.path} is not a local file`, expected: expectedFile });
  return undefined;
}

function readTemplate(reader: NodeReader, field: Field): string | undefined {
  const text = reader.text(field, expectedTemplate);
  return text === undefined ? undefined : checkTemplate(reader, field, text);
}

function checkTemplate(reader: NodeReader, field: Field, text: string): string | undefined {
  const problem = templateProblem(text);
  if (problem === undefined) return text;
  reader.report(field.place, 'badName', { message: `${field.path}: ${problem}`, expected: expectedTemplate });
  return undefined;
}

function refuseReserved(reader: NodeReader, field: Field, schema: string): void {
  if (!reservedSchemas.includes(schema.toLowerCase())) return;
  reader.report(field.place, 'badName', {
    message: `${field.path}: the schema ${schema} is reserved`,
    expected: 'another schema',
  });
}

/** `schema.table` of one entry of `tables`. */
export function readTableTarget(
  reader: NodeReader,
  field: Field,
  source: SourcePattern | undefined,
): TargetTemplate | undefined {
  const expected = 'schema.table, in which {catalog}, {schema} and {table} may stand';
  const text = reader.text(field, expected);
  if (text === undefined) return undefined;
  const name = parseName(text);
  const [schema, table] = 'parts' in name ? name.parts : [];
  if ('problem' in name || schema === undefined || table === undefined || name.parts.length !== 2) {
    const problem = 'problem' in name ? name.problem : 'a target has two parts';
    reader.report(field.place, 'badName', { message: `${field.path} “${text}”: ${problem}`, expected });
    return undefined;
  }
  refuseReserved(reader, field, schema.text);
  if (source?.table.wild && !table.text.includes('{table}')) {
    reader.report(field.place, 'badName', {
      message: `${field.path} “${text}” would send several tables to one`,
      expected: 'a target with {table}',
    });
  }
  const [checkedSchema, checkedTable] = [schema.text, table.text].map((part) => checkTemplate(reader, field, part));
  if (checkedSchema === undefined || checkedTable === undefined) return undefined;
  return { schema: checkedSchema, table: checkedTable };
}
