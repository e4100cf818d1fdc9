import type { Validation, WriteMode } from '../plan.ts';
import { checkTransform } from './check-transform.ts';
import { levelChoice, modeChoice, readChoice, readValidation } from './choices.ts';
import type { Field, Fields, NodeReader } from './node-reader.ts';
import { parseName } from './parse-name.ts';
import { readColumnNames } from './read-column-names.ts';
import { readSpoolChoice, type SpoolChoice, spoolChoiceFor } from './read-spool-choice.ts';
import { readTableTarget } from './read-target.ts';
import { readTransform } from './read-transform.ts';
import type { LevelChoice, TableRequest, TargetTemplate } from './replication.ts';
import type { SourcePattern } from './source-pattern.ts';

const expectedPattern = 'catalog.schema.table, where * stands for any letters, such as samples.tpch.*';

const choiceKeys = ['level', 'mode', 'validate', 'keepSpool', 'volume'] as const;
const tableKeys = ['source', 'target', 'columns', 'exclude', 'where', 'transform', 'enabled', ...choiceKeys] as const;

export interface TableDefaults extends SpoolChoice {
  readonly level: LevelChoice;
  readonly mode: WriteMode;
  readonly validate: Validation;
}

/** A request with the place to point at when it clashes with another. */
export interface PlacedRequest {
  readonly place: { readonly start: number; readonly end: number };
  readonly request: TableRequest;
}

export function readDefaults(reader: NodeReader, field: Field | undefined): TableDefaults {
  const expected = `a mapping of ${choiceKeys.join(', ')}`;
  const fields = field === undefined ? {} : (reader.map(field, choiceKeys, expected) ?? {});
  const overrides = readOverrides(reader, fields);
  const level = overrides.level ?? 'auto';
  return { level, mode: 'replace', validate: 'counts', ...overrides, ...readSpoolChoice(reader, fields, level) };
}

function readOverrides(reader: NodeReader, fields: Fields): Partial<TableDefaults> {
  const level = fields.level && readChoice(reader, fields.level, levelChoice);
  const mode = fields.mode && readChoice(reader, fields.mode, modeChoice);
  const validate = fields.validate && readValidation(reader, fields.validate);
  return {
    ...(level === undefined ? {} : { level }),
    ...(mode === undefined ? {} : { mode }),
    ...(validate === undefined ? {} : { validate }),
  };
}

export function readTable(
  reader: NodeReader,
  field: Field,
  defaults: TableDefaults,
  template: TargetTemplate,
): PlacedRequest | undefined {
  if (!reader.isMap(field)) {
    const source = readPattern(reader, field);
    return source && { place: field.place, request: plainRequest(source, defaults, template) };
  }
  const fields = reader.map(field, tableKeys, expectedPattern) ?? {};
  const sourceField = fields.source;
  if (sourceField === undefined) reader.missing(field.place, `${field.path}.source`, expectedPattern);
  const source = sourceField && readPattern(reader, sourceField);
  const target = fields.target && readTableTarget(reader, fields.target, source);
  const columns = fields.columns && readColumnNames(reader, fields.columns);
  const excludeColumns = (fields.exclude && readColumnNames(reader, fields.exclude)) ?? [];
  const where = fields.where && reader.text(fields.where, 'a condition in Databricks SQL, such as year >= 2024');
  const enabled = fields.enabled && reader.boolean(fields.enabled);
  const transform = fields.transform && readTransform(reader, fields.transform);
  const overrides = readOverrides(reader, fields);
  const level = overrides.level ?? defaults.level;
  const effective = transform === undefined ? level : 'pandas';
  const choices = { ...defaults, ...overrides, ...readSpoolChoice(reader, fields, effective) };
  if (transform !== undefined) checkTransform(reader, transform, { source, level, columns, excluded: excludeColumns });
  if (fields.exclude !== undefined) refuseOverlap(reader, fields.exclude, columns ?? [], excludeColumns);
  if (source === undefined || sourceField === undefined) return undefined;
  const request: TableRequest = {
    ...plainRequest(source, choices, target ?? template, effective),
    excludeColumns,
    enabled: enabled ?? true,
    ...(columns === undefined ? {} : { columns }),
    ...(where === undefined ? {} : { where }),
    ...(transform === undefined ? {} : { transform: transform.transform }),
  };
  return { place: sourceField.place, request };
}

/** @param effective - the level that an entry comes to, where that is known better than by what it says */
export function plainRequest(
  source: SourcePattern,
  choices: TableDefaults,
  target: TargetTemplate,
  effective: LevelChoice = choices.level,
): TableRequest {
  const { level, mode, validate } = choices;
  const spool = spoolChoiceFor(effective, choices);
  return { source, target, excludeColumns: [], enabled: true, level, mode, validate, ...spool };
}

export function readPattern(reader: NodeReader, field: Field): SourcePattern | undefined {
  const text = reader.text(field, expectedPattern);
  if (text === undefined) return undefined;
  const name = parseName(text);
  const [catalog, schema, table] = 'parts' in name ? name.parts : [];
  if ('parts' in name && name.parts.length === 3 && catalog && schema && table) return { catalog, schema, table };
  const problem = 'problem' in name ? name.problem : `it has ${name.parts.length} of 3 parts`;
  const shown = 'parts' in name && name.parts.length > 3 ? `it has ${name.parts.length} parts instead of 3` : problem;
  reader.report(field.place, 'badName', { message: `${field.path} “${text}”: ${shown}`, expected: expectedPattern });
  return undefined;
}

function refuseOverlap(
  reader: NodeReader,
  field: Field,
  columns: readonly string[],
  excluded: readonly string[],
): void {
  const wanted = columns.map((name) => name.toLowerCase());
  const both = excluded.filter((name) => wanted.includes(name.toLowerCase()));
  if (both.length === 0) return;
  reader.report(field.place, 'badValue', {
    message: `${both.join(', ')} ${both.length === 1 ? 'is' : 'are'} both in columns and in exclude`,
    expected: 'each column in one of them',
  });
}
