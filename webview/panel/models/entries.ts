import type { Diagnostic } from '../../../src/shared/document/diagnostic.ts';
import type { DocumentOutline, OutlinedTable } from '../../../src/shared/document/outline.ts';
import { parseName } from '../../../src/shared/document/parse-name.ts';
import { exactName, type SourcePattern } from '../../../src/shared/document/source-pattern.ts';
import { fillTemplate } from '../../../src/shared/document/target-template.ts';
import { type SourceName, targetLabel } from '../../../src/shared/names.ts';
import type { EntryPlace } from '../../../src/shared/protocol/panel-protocol.ts';

export interface Entry {
  readonly place: EntryPlace;
  readonly table: OutlinedTable;
  /** The one table that it names; absent for wildcards and for what is no name. */
  readonly name?: SourceName;
  /** `schema.table`; wildcards stand for what they stand for. */
  readonly target: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The entries of the document, with what a glance should show. */
export function listEntries(outline: DocumentOutline, diagnostics: readonly Diagnostic[]): readonly Entry[] {
  return outline.tables.map((table, index) => {
    const pattern = readPattern(table.source);
    const name = pattern && exactName(pattern);
    return {
      place: { index, source: table.source },
      table,
      ...(name === undefined ? {} : { name }),
      target: targetOf(table, pattern, outline.target),
      diagnostics: diagnostics.filter(({ line }) => line >= table.lines.first && line <= table.lines.last),
    };
  });
}

/** What is wrong, and not with one of the entries. */
export function otherDiagnostics(outline: DocumentOutline, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(
    ({ line }) => !outline.tables.some(({ lines }) => line >= lines.first && line <= lines.last),
  );
}

function targetOf(table: OutlinedTable, pattern: SourcePattern | undefined, target: DocumentOutline['target']): string {
  const names = { schema: target.schema ?? '{schema}', table: target.table ?? '{table}' };
  const own = table.target === undefined ? undefined : parseName(table.target);
  const [schema, name] = own !== undefined && 'parts' in own ? own.parts : [];
  const template = schema && name ? { schema: schema.text, table: name.text } : names;
  if (pattern === undefined) return table.target ?? '';
  const source = { catalog: pattern.catalog.text, schema: pattern.schema.text, table: pattern.table.text };
  return targetLabel(fillTemplate(template, source));
}

function readPattern(text: string): SourcePattern | undefined {
  const name = parseName(text);
  if ('problem' in name || name.parts.length !== 3) return undefined;
  const [catalog, schema, table] = name.parts;
  return catalog && schema && table ? { catalog, schema, table } : undefined;
}

/** Words for what an entry has of its own: `3 columns`, `filter`, `streaming`. */
export function settingsOf({ table }: Entry): readonly string[] {
  const { columns, exclude, where, level, mode, validate, transform, keepSpool, volume, enabled } = table;
  return [
    enabled ? undefined : 'off',
    columns && `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}`,
    exclude.length > 0 ? `without ${exclude.length === 1 ? exclude[0] : `${exclude.length} columns`}` : undefined,
    where === undefined ? undefined : 'filter',
    transform === undefined ? undefined : 'transform',
    keepSpool === true ? 'keeps files' : undefined,
    volume === undefined ? undefined : volume === false ? 'no volume' : 'volume',
    level,
    mode,
    validate,
  ].filter((word) => word !== undefined);
}
