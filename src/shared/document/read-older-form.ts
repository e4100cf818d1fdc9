import { levelChoice, readChoice } from './choices.ts';
import { reportClashes } from './find-clashes.ts';
import type { Field, NodeReader } from './node-reader.ts';
import { defaultLimits, limitBounds } from './read-limits.ts';
import { type PlacedRequest, plainRequest, type TableDefaults } from './read-tables.ts';
import { plainTemplate, readFile } from './read-target.ts';
import type { Replication } from './replication.ts';
import type { PatternPart } from './source-pattern.ts';

const globalKeys = ['duckdb_path', 'default_optimization_level', 'default_chunk_size', 'log_level'] as const;

/** The form with `global`, and tables whose `source` is a mapping. */
export function isOlderForm(reader: NodeReader): boolean {
  const root = reader.root;
  if (!reader.isMap(root)) return false;
  const probe = reader.peek(root, 'global');
  if (probe !== undefined) return true;
  const first = reader.peek(root, 'tables', 0);
  const source = first && reader.peek(first, 'source');
  return source !== undefined && reader.isMap(source);
}

export function readOlderForm(reader: NodeReader): Replication | undefined {
  const fields = reader.map(reader.root, ['global', 'tables'], 'a mapping with global and tables');
  if (fields === undefined) return undefined;
  if (fields.global === undefined) reader.missing(reader.root.place, 'global', 'global: {duckdb_path: lake.duckdb}');
  if (fields.tables === undefined) reader.missing(reader.root.place, 'tables', 'a list of tables');
  const global = (fields.global && reader.map(fields.global, globalKeys, 'a mapping')) ?? {};
  const path = global.duckdb_path;
  if (path === undefined && fields.global !== undefined) {
    reader.missing(fields.global.place, 'global.duckdb_path', 'the path of a DuckDB file');
  }
  const file = path && readFile(reader, path);
  const levelField = global.default_optimization_level;
  const level = levelField && readChoice(reader, levelField, levelChoice);
  const batchRows = global.default_chunk_size && reader.count(global.default_chunk_size, 1, limitBounds.batch);
  const logLevel = global.log_level;
  if (logLevel !== undefined) {
    reader.report(logLevel.place, 'noEffect', { message: `${logLevel.path} has no effect here`, severity: 'warning' });
  }
  const defaults: TableDefaults = { level: level ?? 'auto', mode: 'replace', validate: 'counts' };
  const items = (fields.tables && reader.list(fields.tables, 'a list of tables')) ?? [];
  if (fields.tables !== undefined && items.length === 0) {
    reader.report(fields.tables.place, 'missing', { message: 'tables is empty', expected: 'at least one table' });
  }
  const placed = items.map((item) => readOlderTable(reader, item, defaults)).filter((request) => request !== undefined);
  reportClashes(reader, placed);
  if (file === undefined) return undefined;
  return {
    connection: { kind: 'environment' },
    target: { file, name: plainTemplate },
    limits: { ...defaultLimits, ...(batchRows === undefined ? {} : { batchRows }) },
    tables: placed.map(({ request }) => request),
    exclude: [],
  };
}

function readOlderTable(reader: NodeReader, field: Field, defaults: TableDefaults): PlacedRequest | undefined {
  const expected = '{name: …, source: {catalog: …, schema: …, table: …}}';
  const fields = reader.map(field, ['name', 'source', 'enabled'], expected);
  if (fields === undefined) return undefined;
  if (fields.name !== undefined) reader.text(fields.name, 'a name for this entry');
  const enabled = fields.enabled && reader.boolean(fields.enabled);
  const source = fields.source;
  if (source === undefined) {
    reader.missing(field.place, `${field.path}.source`, '{catalog: …, schema: …, table: …}');
    return undefined;
  }
  const parts = reader.map(source, ['catalog', 'schema', 'table'], '{catalog: …, schema: …, table: …}');
  if (parts === undefined) return undefined;
  const part = (key: string): PatternPart | undefined => {
    const found = parts[key];
    if (found === undefined) reader.missing(source.place, `${source.path}.${key}`, `the name of the ${key}`);
    const text = found && reader.text(found, `the name of the ${key}`);
    return text === undefined ? undefined : { text, wild: text.includes('*') };
  };
  const [catalog, schema, table] = [part('catalog'), part('schema'), part('table')];
  if (catalog === undefined || schema === undefined || table === undefined) return undefined;
  const request = plainRequest({ catalog, schema, table }, defaults, plainTemplate);
  return { place: source.place, request: { ...request, enabled: enabled ?? true } };
}
