import type { ColumnEntry, TableEntry } from '../../shared/catalog-entries.ts';
import { writePart } from '../../shared/document/source-pattern.ts';
import { compareNames } from '../../shared/text/compare-names.ts';
import { kindLabel } from '../catalog/table-kind.ts';
import { type Completion, partInsert, scalarInsert } from './completion.ts';
import type { PartialName } from './partial-name.ts';
import type { Spot } from './spot.ts';

/** Catalogs or schemas that can come next in a name, and the wildcard for all of them. */
export function completeBranch(
  spot: Spot,
  { parts }: PartialName,
  entries: readonly { readonly name: string; readonly comment?: string }[],
): readonly Completion[] {
  const kind = parts.length === 0 ? 'catalog' : 'schema';
  const before = parts.map((part) => `${writePart(part)}.`).join('');
  const named = inOrder(entries, ({ name }) => name).map(({ name, comment }): Completion => {
    const text = `${before}${writePart(name)}.`;
    return {
      label: name,
      kind,
      insert: scalarInsert(text, spot, true),
      filter: `${before}${name}`,
      ...(comment === undefined ? {} : { documentation: comment }),
      again: true,
    };
  });
  const all: Completion = {
    label: kind === 'schema' ? '*.*' : '*.*.*',
    kind: 'pattern',
    insert: scalarInsert(`${before}${kind === 'schema' ? '*.*' : '*.*.*'}`, spot),
    filter: `${before}*`,
    detail: kind === 'schema' ? `Every table of ${parts.join('.')}` : 'Every table you may see',
  };
  return [...named, all];
}

export function completeTables(
  spot: Spot,
  { parts }: PartialName,
  tables: readonly TableEntry[],
): readonly Completion[] {
  const before = parts.map((part) => `${writePart(part)}.`).join('');
  const named = inOrder(tables, ({ name }) => name.table).map(
    ({ name, kind, comment }): Completion => ({
      label: name.table,
      kind: 'table',
      insert: scalarInsert(`${before}${writePart(name.table)}`, spot),
      filter: `${before}${name.table}`,
      detail: kindLabel(kind),
      ...(comment === undefined ? {} : { documentation: comment }),
    }),
  );
  const all: Completion = {
    label: '*',
    kind: 'pattern',
    insert: scalarInsert(`${before}*`, spot),
    filter: `${before}*`,
    detail: `Every table of ${parts.join('.')}`,
  };
  return [...named, all];
}

/** One part of the older form: catalog, schema or table by itself. */
export function completePart(
  spot: Spot,
  kind: 'catalog' | 'schema' | 'table',
  names: readonly string[],
): readonly Completion[] {
  return inOrder(names, (name) => name).map((name) => ({ label: name, kind, insert: scalarInsert(name, spot) }));
}

/** Columns that the list does not have yet. */
export function completeColumns(
  spot: Spot,
  columns: readonly ColumnEntry[],
  taken: readonly string[],
): readonly Completion[] {
  const used = taken.map((name) => name.toLowerCase());
  return columns
    .filter(({ name }) => name === spot.text || !used.includes(name.toLowerCase()))
    .map((column) => ({ ...describeColumn(column), insert: scalarInsert(column.name, spot) }));
}

/** Columns for a word of a condition or an expression. @param around - the rest of it */
export function completeCondition(
  spot: Spot,
  around: { readonly before: string; readonly after: string },
  columns: readonly ColumnEntry[],
  dialect: 'databricks' | 'duckdb',
): readonly Completion[] {
  const write = dialect === 'duckdb' ? inDoubleQuotes : writePart;
  return columns.flatMap((column) => {
    const insert = partInsert(write(column.name), around, spot);
    return insert === undefined ? [] : [{ ...describeColumn(column), insert }];
  });
}

/** Columns as keys of a mapping that does not have them yet. */
export function completeColumnKeys(
  spot: Spot,
  columns: readonly ColumnEntry[],
  taken: readonly string[],
): readonly Completion[] {
  return completeColumns(spot, columns, taken).map((column) =>
    spot.hasValue ? column : { ...column, insert: `${column.insert}: { $0 }`, again: true },
  );
}

/** As DuckDB reads a name; in quotes where it needs them. */
function inDoubleQuotes(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function describeColumn({ name, type, comment }: ColumnEntry): Omit<Completion, 'insert'> {
  return { label: name, kind: 'column', detail: type, ...(comment === undefined ? {} : { documentation: comment }) };
}

function inOrder<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly Item[] {
  return [...items].sort((a, b) => compareNames(nameOf(a), nameOf(b)));
}
