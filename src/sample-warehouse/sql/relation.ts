import type { CatalogTable } from '../catalog.ts';
import { quoteIdentifier } from './quote.ts';
import { storageType, type Type } from './types.ts';

export interface Column {
  readonly name: string;
  readonly type: Type;
  readonly nullable: boolean;
  readonly comment?: string;
  readonly partitionIndex?: number;
  /** The name in the segments, which survives a rename. */
  readonly physical: string;
}

/** Rows that never change, in a table or query of DuckDB; a version of a table is a list of them. */
export interface Segment {
  readonly source: string;
  /** Physical names; a column that is not here reads as NULL. */
  readonly columns: readonly string[];
  readonly rows: number;
  readonly bytes: number;
  /** Makes the rows where they are made on first use. */
  readonly prepare?: () => Promise<void>;
}

export interface Version {
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, string>>;
  readonly isBlindAppend: boolean;
  readonly columns: readonly Column[];
  readonly segments: readonly Segment[];
  readonly properties: Readonly<Record<string, string>>;
  readonly comment?: string;
  /** What the commit changed: rows of segments that it inserted, or a segment with `_change_type`. */
  readonly changes: { readonly inserted: readonly Segment[] } | { readonly rows: Segment };
}

export interface Relation {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
  readonly createdAt: number;
  /** Where it is neither a plain table nor a plain view. */
  readonly kind?: CatalogTable['kind'];
  /** The workspace's own user when absent. */
  readonly owner?: string;
  readonly rowFilter?: {
    readonly functionName: string;
    readonly inputColumnNames: readonly string[];
    readonly condition: string;
  };
  /** Nobody may read it. */
  readonly denied?: boolean;
  readonly view?: { readonly text: string; readonly columns: readonly Column[]; readonly comment?: string };
  /** Oldest first; empty for a view. */
  readonly versions: readonly Version[];
}

export const changeFeedProperty = 'delta.enableChangeDataFeed';

export function relationLabel(relation: Relation): string {
  return `${relation.catalog}.${relation.schema}.${relation.name}`;
}

export function kindOf({ kind, view }: Relation): CatalogTable['kind'] {
  return kind ?? (view === undefined ? 'MANAGED' : 'VIEW');
}

export function latestVersion(relation: Relation): Version {
  const latest = relation.versions.at(-1);
  if (latest === undefined) throw new TypeError(`${relationLabel(relation)} has no versions`);
  return latest;
}

export function relationColumns(relation: Relation): readonly Column[] {
  return relation.view?.columns ?? latestVersion(relation).columns;
}

export function recordsChanges(version: Version): boolean {
  return version.properties[changeFeedProperty] === 'true';
}

/** A name per column that DuckDB, which does not see letter case, can tell from the others. */
export function readNames(columns: readonly Column[]): string[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const folded = column.name.toLowerCase();
    const count = (seen.get(folded) ?? 0) + 1;
    seen.set(folded, count);
    return count === 1 ? column.name : `${column.name}\u2063${count}`;
  });
}

/** The name of a column without what `readNames` put to it. */
export function withoutMark(name: string): string {
  return name.replace(/\u2063\d+$/, '');
}

/** The rows of segments under the names of `columns`. */
export function selectSegments(
  segments: readonly Segment[],
  columns: readonly Column[],
  extra: (segment: Segment) => readonly string[] = () => [],
): string {
  const names = readNames(columns);
  const list = (segment: Segment | undefined) =>
    columns.map((column, index) => {
      const value = segment?.columns.includes(column.physical)
        ? quoteIdentifier(column.physical)
        : `CAST(NULL AS ${storageType(column.type)})`;
      return `${value} AS ${quoteIdentifier(names[index] ?? column.name)}`;
    });
  if (segments.length === 0) return `SELECT ${list(undefined).join(', ')} WHERE false`;
  return segments
    .map((segment) => `SELECT ${[...list(segment), ...extra(segment)].join(', ')} FROM ${segment.source}`)
    .join(' UNION ALL ');
}
