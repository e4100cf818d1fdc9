import { stat } from 'node:fs/promises';
import type { LocalColumn, LocalFile, LocalTable } from '../../shared/local-file.ts';
import { type TargetName, targetLabel } from '../../shared/names.ts';
import type { SinkRow } from '../sink/sink.ts';
import { countBlocks, listColumns, listOrigins, listRelations, listSchemas } from '../sql/local-queries.ts';
import { stateSchema } from '../state/schema.ts';
import { text } from '../state/state-text.ts';
import type { Look } from './file-owner.ts';
import { readOrigin } from './read-origin.ts';

/** Sizes are asked for table by table; in a file of more tables than this they would keep people waiting. */
const mostMeasured = 100;
const blockBytes = 256 * 1024;

/** `<table>__staging_<run>`, `<table>__previous_<run>`. */
const hidden = /__(?:staging|previous)_\d{8}_\d{6}_[0-9a-f]{4}$/;

/** What a file holds, in a handful of queries however many tables there are. @throws ReplicatorError `sink.*` */
export async function describeFile(file: string, look: Look): Promise<LocalFile> {
  const [{ size }, schemas, all, columnRows] = await Promise.all([
    stat(file),
    look.read(listSchemas),
    look.read(listRelations),
    look.read(listColumns),
  ]);
  const visible = all.filter((row) => row.schema_name !== stateSchema && !hidden.test(text(row.name)));
  const columns = new Map(columnRows.map((row) => [key(nameOf(row)), readColumns(text(row.columns))]));
  const state = columns.get(`${stateSchema}.tables`);
  const knowsPrevious = state?.some(({ name }) => name === 'previous') ?? false;
  const origins = state === undefined ? [] : await look.read(listOrigins(knowsPrevious));
  const from = new Map(
    origins.map((row) => [
      key({ schema: text(row.target_schema), table: text(row.target_table) }),
      readOrigin(row, all),
    ]),
  );
  const bytes = await measure(visible, look);
  return {
    file,
    bytes: size,
    schemas: [...new Set([...schemas, ...visible].map((row) => text(row.schema_name)))]
      .filter((name) => name !== stateSchema)
      .sort(),
    tables: visible.map((row): LocalTable => {
      const name = nameOf(row);
      const origin = from.get(key(name));
      const size = bytes.get(key(name));
      return {
        name,
        kind: row.kind === 'view' ? 'view' : 'table',
        ...(row.row_count === null ? {} : { rows: Number(row.row_count) }),
        ...(size === undefined ? {} : { bytes: size }),
        ...(row.comment === null ? {} : { comment: text(row.comment) }),
        columns: columns.get(key(name)) ?? [],
        ...(origin === undefined || row.kind === 'view' ? {} : { origin }),
      };
    }),
  };
}

async function measure(relations: readonly SinkRow[], look: Look): Promise<ReadonlyMap<string, number>> {
  const tables = relations.filter((row) => row.kind === 'table').map(nameOf);
  if (tables.length === 0 || tables.length > mostMeasured) return new Map();
  const rows = await look.read(countBlocks(tables));
  return new Map(
    rows.flatMap(({ i, blocks }) => {
      const table = tables[Number(i)];
      return table === undefined ? [] : [[key(table), Number(blocks) * blockBytes] as const];
    }),
  );
}

function readColumns(json: string): readonly LocalColumn[] {
  const columns = JSON.parse(json) as { name: string; type: string; comment: string | null }[];
  return columns.map(({ name, type, comment }) => ({ name, type, ...(comment === null ? {} : { comment }) }));
}

function nameOf(row: SinkRow): TargetName {
  return { schema: text(row.schema_name), table: text(row.name) };
}

/** DuckDB's names do not know letter case. */
function key(name: TargetName): string {
  return targetLabel(name).toLowerCase();
}
