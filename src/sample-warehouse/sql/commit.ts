import { type Column, latestVersion, type Relation, relationLabel, type Segment, type Version } from './relation.ts';
import { SqlError } from './sql-engine.ts';
import type { Warehouse } from './warehouse.ts';

/** What a new version changes; the rest stays as it was. */
export interface Commit {
  readonly operation: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly metrics?: Readonly<Record<string, string>>;
  readonly isBlindAppend?: boolean;
  readonly columns?: readonly Column[];
  readonly segments?: readonly Segment[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly comment?: string;
  readonly changes?: Version['changes'];
}

/** Puts a version on top of the one that was read; refuses where another came between. */
export function commitVersion(
  { warehouse, now }: { readonly warehouse: Warehouse; readonly now: number },
  relation: Relation,
  commit: Commit,
): Relation {
  if (warehouse.lookup([relation.catalog, relation.schema, relation.name], relation) !== relation) {
    throw new SqlError(
      'DELTA_CONCURRENT_APPEND',
      '2D521',
      `[DELTA_CONCURRENT_APPEND] Files were added to ${relationLabel(relation)} by a concurrent update. Please try the operation again. SQLSTATE: 2D521`,
    );
  }
  const before = latestVersion(relation);
  const comment = commit.comment ?? before.comment;
  const version: Version = {
    version: before.version + 1,
    timestamp: Math.max(now, before.timestamp + 1),
    operation: commit.operation,
    parameters: commit.parameters ?? {},
    metrics: commit.metrics ?? {},
    isBlindAppend: commit.isBlindAppend ?? false,
    columns: commit.columns ?? before.columns,
    segments: commit.segments ?? before.segments,
    properties: commit.properties ?? before.properties,
    changes: commit.changes ?? { inserted: [] },
    ...(comment === undefined ? {} : { comment }),
  };
  const committed: Relation = { ...relation, versions: [...relation.versions, version] };
  warehouse.put(committed);
  return committed;
}

let segments = 0;

/** A name for a new table of rows, one of its kind in this process. */
export function segmentName(kind: string): string {
  segments += 1;
  return `${kind}_${segments}`;
}
