import type { ColumnEntry } from '../../../src/shared/catalog-entries.ts';
import type { OutlinedColumn, OutlinedTransform } from '../../../src/shared/document/outline-transform.ts';
import { counted } from '../../../src/shared/text/units.ts';

/** A column that something is done to, or that a person has taken up to do something to. */
export interface TransformedRow extends OutlinedColumn {
  /** In the source, where that is known. */
  readonly type?: string;
  readonly inDocument: boolean;
}

/** Those of the document in its order, then those taken up. @param columns - of the source, as far as they are known */
export function transformedRows(
  transform: OutlinedTransform | undefined,
  takenUp: readonly string[],
  columns: readonly ColumnEntry[],
): readonly TransformedRow[] {
  const written = transform?.columns ?? [];
  const typed = (column: OutlinedColumn, inDocument: boolean): TransformedRow => {
    const type = columns.find(({ name }) => isSame(name, column.name))?.type;
    return { ...column, inDocument, ...(type === undefined ? {} : { type }) };
  };
  const more = takenUp.filter((name) => !written.some((one) => isSame(one.name, name)));
  return [...written.map((one) => typed(one, true)), ...more.map((name) => typed({ name }, false))];
}

/** Columns that can be taken up. */
export function untouchedColumns(columns: readonly ColumnEntry[], rows: readonly TransformedRow[]): readonly string[] {
  return columns.map(({ name }) => name).filter((name) => !rows.some((row) => isSame(row.name, name)));
}

/** `2 columns changed, 1 derived, filter, no duplicates`; empty where nothing is done. */
export function transformSummary(transform: OutlinedTransform | undefined): string {
  if (transform === undefined) return '';
  const { columns, derive, filter, dropDuplicates } = transform;
  return [
    columns.length === 0 ? undefined : `${counted(columns.length, 'column')} changed`,
    derive.length === 0 ? undefined : `${derive.length} derived`,
    filter === undefined ? undefined : 'filter',
    dropDuplicates === undefined ? undefined : 'no duplicates',
  ]
    .filter((word) => word !== undefined)
    .join(', ');
}

/** Names with commas between them; one with a comma or a backtick in it stands in backticks. */
export function joinNames(names: readonly string[]): string {
  return names.map((name) => (/[,`]|^\s|\s$/.test(name) ? `\`${name.replaceAll('`', '``')}\`` : name)).join(', ');
}

export function splitNames(text: string): readonly string[] {
  const parts = text.match(/(?:`(?:[^`]|``)*`|[^,`])+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .map((part) => (/^`.*`$/s.test(part) ? part.slice(1, -1).replaceAll('``', '`') : part))
    .filter((name) => name !== '');
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
