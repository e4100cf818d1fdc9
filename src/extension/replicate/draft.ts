import { stringify } from 'yaml';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import { type PatternPart, patternLabel, writePart } from '../../shared/document/source-pattern.ts';
import { writtenConnection } from '../../shared/document/written-connection.ts';
import type { TargetName } from '../../shared/names.ts';
import type { DraftWishes } from './draft-wishes.ts';
import type { ChosenSource } from './sources-of.ts';

/** A replication with nothing but defaults, and what a person wants of every one. */
export interface Draft extends DraftWishes {
  readonly connection: ConnectionChoice;
  /** Absolute path of the DuckDB file. */
  readonly file: string;
  readonly tables: readonly DraftTable[];
}

/** A pattern as a document writes it, or one table and what its copy is called. */
export type DraftTable = string | { readonly source: string; readonly target: string };

/** `main.sales.orders`, `main.sales.*`; names that need it in backticks. */
export function patternOf({ catalog, schema, table }: ChosenSource): string {
  const part = (text: string | undefined): PatternPart => ({ text: text ?? '*', wild: text === undefined });
  return patternLabel({ catalog: part(catalog), schema: part(schema), table: part(table) });
}

/** `sales.orders` as a target is written in a document. */
export function nameOf({ schema, table }: TargetName): string {
  return [schema, table].map(writePart).join('.');
}

/** The document. */
export function draftText({ connection, file, tables, defaults, limits }: Draft): string {
  const wishes = { ...(defaults && { defaults }), ...(limits && { limits }) };
  const content = { connection: writtenConnection(connection), target: file, ...wishes, tables };
  return `# Written by “Replicate to DuckDB”. Change it as you like: the same tables are copied by it again.\n${stringify(content, { lineWidth: 0 })}`;
}

/** One for the same tables into the same file, whatever their order; safe as the name of a file. */
export function draftName(draft: Draft, digest: (text: string) => string): string {
  const { connection, file, defaults, limits } = draft;
  const tables = [...draft.tables].sort((a, b) => (sourceOf(a) < sourceOf(b) ? -1 : 1));
  const readable = sourceOf(tables[0] ?? 'draft')
    .replaceAll('*', 'all')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
    .slice(0, 60);
  const more = tables.length > 1 ? `-and-${tables.length - 1}-more` : '';
  return `${readable}${more}-${digest(JSON.stringify({ connection, file, tables, defaults, limits })).slice(0, 8)}.replication.yaml`;
}

function sourceOf(table: DraftTable): string {
  return typeof table === 'string' ? table : table.source;
}
