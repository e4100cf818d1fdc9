import type { SourceName, TargetName } from '../names.ts';
import type { TargetTemplate } from './replication.ts';

const placeholders = ['catalog', 'schema', 'table'] as const;

/** Schemas of DuckDB and of this tool, where no copy may go. */
export const reservedSchemas: readonly string[] = ['_replicator', 'information_schema', 'pg_catalog'];

/** What is wrong with the template of one name; undefined where nothing is. */
export function templateProblem(template: string): string | undefined {
  if (template.trim() === '') return 'the name is empty';
  const unknown = [...template.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name]) => !placeholders.some((known) => known === name),
  );
  if (unknown !== undefined) return `there is no placeholder ${unknown[0]}`;
  const literal = template.replaceAll(/\{[^{}]*\}/g, '');
  return /[{}]/.test(literal) ? 'a brace is not closed' : undefined;
}

/** The table in DuckDB that a source table goes to. */
export function fillTemplate(template: TargetTemplate, name: SourceName): TargetName {
  return { schema: fill(template.schema, name), table: fill(template.table, name) };
}

function fill(template: string, name: SourceName): string {
  return template.replaceAll(/\{(catalog|schema|table)\}/g, (_, key: (typeof placeholders)[number]) => name[key]);
}
