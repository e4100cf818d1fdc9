import { reportClashes } from './find-clashes.ts';
import type { NodeReader } from './node-reader.ts';
import { readConnection } from './read-connection.ts';
import { defaultLimits, readLimits } from './read-limits.ts';
import { readDefaults, readPattern, readTable } from './read-tables.ts';
import { plainTemplate, readTarget } from './read-target.ts';
import type { Replication } from './replication.ts';

const currentKeys = ['connection', 'target', 'defaults', 'limits', 'tables', 'exclude'] as const;

/** Undefined where something needed is missing; what is wrong is with the reader. */
export function readCurrentForm(reader: NodeReader): Replication | undefined {
  const root = reader.root;
  const fields = reader.map(root, currentKeys, 'a mapping with connection, target and tables');
  if (fields === undefined) return undefined;
  const connection = fields.connection && readConnection(reader, fields.connection);
  const target = fields.target && readTarget(reader, fields.target);
  if (fields.connection === undefined) {
    reader.missing(root.place, 'connection', '“connection: sample”, or a profile, or host and httpPath');
  }
  if (fields.target === undefined) reader.missing(root.place, 'target', '“target: lake.duckdb”');
  if (fields.tables === undefined) reader.missing(root.place, 'tables', 'a list such as “- samples.tpch.*”');
  const defaults = readDefaults(reader, fields.defaults);
  const limits = fields.limits === undefined ? defaultLimits : readLimits(reader, fields.limits);
  const items = (fields.tables && reader.list(fields.tables, 'a list of tables')) ?? [];
  if (fields.tables !== undefined && items.length === 0 && reader.diagnostics.length === 0) {
    reader.report(fields.tables.place, 'missing', {
      message: 'tables is empty',
      expected: 'at least one table, such as “- samples.tpch.*”',
    });
  }
  const placed = items
    .map((item) => readTable(reader, item, defaults, target?.name ?? plainTemplate))
    .filter((request) => request !== undefined);
  reportClashes(reader, placed);
  const excluded = (fields.exclude && reader.list(fields.exclude, 'a list of patterns')) ?? [];
  const exclude = excluded.map((item) => readPattern(reader, item)).filter((pattern) => pattern !== undefined);
  if (connection === undefined || target === undefined) return undefined;
  return { connection, target, limits, tables: placed.map(({ request }) => request), exclude };
}
