import type { SlicePlan } from '../../shared/plan.ts';
import { quoteDatabricks } from '../sql/databricks-text.ts';
import { quoteDuckdb } from '../sql/duckdb-text.ts';

/** Column types that can be cut into ranges, because both sides order and print them alike. */
export type SliceKind = 'integer' | 'date' | 'timestamp';

/** Where to cut: inner bounds, ascending, as integers (days since 1970 for dates, microseconds for timestamps). */
export interface SliceBounds {
  readonly column: string;
  /** Its name in DuckDB. */
  readonly target: string;
  readonly kind: SliceKind;
  readonly bounds: readonly bigint[];
  readonly hasNulls: boolean;
}

type SliceRange = Pick<SlicePlan, 'label' | 'stagedCondition'> & { readonly sourceCondition?: string };

/**
 * Half-open ranges, the first and the last open, NULLs a slice of their own: every row is in exactly one slice, also
 * rows that no statistics knew of.
 */
export function cutIntoRanges(cut: SliceBounds | undefined): readonly SliceRange[] {
  const bounds = [...new Set(cut?.bounds ?? [])].sort((a, b) => (a < b ? -1 : 1));
  if (cut === undefined || bounds.length === 0) return [{ label: 'all', stagedCondition: 'true' }];
  const there = quoteDatabricks(cut.column);
  const here = quoteDuckdb(cut.target);
  const ranges: SliceRange[] = [];
  for (let i = 0; i <= bounds.length; i += 1) {
    const [from, to] = [bounds[i - 1], bounds[i]];
    ranges.push({
      label: `${cut.column} ${from === undefined ? '' : `from ${show(cut.kind, from)}`}${from !== undefined && to !== undefined ? ' ' : ''}${to === undefined ? '' : `below ${show(cut.kind, to)}`}`,
      sourceCondition: range(there, from, to, (bound) => databricksLiteral(cut.kind, bound)),
      stagedCondition: range(here, from, to, (bound) => duckdbLiteral(cut.kind, bound)),
    });
  }
  ranges.push({
    label: `${cut.column} is NULL`,
    sourceCondition: `${there} IS NULL`,
    stagedCondition: `${here} IS NULL`,
  });
  return cut.hasNulls ? ranges : ranges.slice(0, -1);
}

function range(
  column: string,
  from: bigint | undefined,
  to: bigint | undefined,
  literal: (b: bigint) => string,
): string {
  const parts = [
    from === undefined ? undefined : `${column} >= ${literal(from)}`,
    to === undefined ? undefined : `${column} < ${literal(to)}`,
  ];
  return parts.filter((part) => part !== undefined).join(' AND ');
}

function databricksLiteral(kind: SliceKind, bound: bigint): string {
  if (kind === 'integer') return bound.toString();
  return kind === 'date' ? `date_from_unix_date(${bound})` : `timestamp_micros(${bound})`;
}

function duckdbLiteral(kind: SliceKind, bound: bigint): string {
  if (kind === 'integer') return bound.toString();
  return kind === 'date' ? `(DATE '1970-01-01' + ${bound}::INTEGER)` : `make_timestamptz(${bound})`;
}

function show(kind: SliceKind, bound: bigint): string {
  if (kind === 'integer') return bound.toString();
  const micros = kind === 'date' ? bound * 86_400_000_000n : bound;
  const text = new Date(Number(micros / 1000n)).toISOString();
  return kind === 'date' ? text.slice(0, 10) : text;
}

/** The SQL expression that turns a slice column into the integers of `SliceBounds`. */
export function asInteger(column: string, kind: SliceKind): string {
  const quoted = quoteDatabricks(column);
  if (kind === 'integer') return quoted;
  return kind === 'date' ? `unix_date(${quoted})` : `unix_micros(${quoted})`;
}
