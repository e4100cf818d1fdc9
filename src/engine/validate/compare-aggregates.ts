import type { TargetName } from '../../shared/names.ts';
import type { TablePlan } from '../../shared/plan.ts';
import type { Sink } from '../sink/sink.ts';
import type { ControlSession, ControlValue } from '../source/source.ts';
import { type AggregatePair, aggregatePairs } from '../sql/aggregates.ts';
import { aggregateCopy } from '../sql/copy-queries.ts';
import { selectAggregates } from '../sql/source-queries.ts';
import { comparableColumns } from './comparable-columns.ts';

export interface AggregateDifference {
  readonly column: string;
  /** One sentence with both values. */
  readonly text: string;
}

/** A statement with more expressions than this is cut in two; each costs a scan. */
const mostExpressions = 400;

/** Computes the same aggregates of every column on both sides, the source at the plan's version and filter. */
export async function compareAggregates(
  table: TablePlan,
  copy: TargetName,
  context: { readonly sink: Sink; readonly control: ControlSession; readonly signal: AbortSignal },
): Promise<{ readonly differences: readonly AggregateDifference[]; readonly comparedColumns: number }> {
  const columns = comparableColumns(table);
  const pairs = columns.flatMap(aggregatePairs);
  const scope = {
    source: table.source,
    ...(table.version === undefined ? {} : { version: table.version }),
    ...(table.where === undefined ? {} : { where: table.where }),
  };
  const differences: AggregateDifference[] = [];
  for (let from = 0; from < pairs.length; from += mostExpressions) {
    const some = pairs.slice(from, from + mostExpressions);
    const sourceSql = selectAggregates(
      scope,
      some.map((pair) => pair.source),
    );
    const ofCopy = aggregateCopy(
      copy,
      some.map((pair) => pair.sink),
    );
    const [[there], [here]] = await Promise.all([
      context.control.query(sourceSql, context.signal),
      context.sink.query(ofCopy),
    ]);
    differences.push(...some.flatMap((pair, i) => difference(pair, there?.[`a${i}`] ?? null, here?.[`a${i}`] ?? null)));
  }
  return { differences, comparedColumns: columns.length };
}

function difference(pair: AggregatePair, there: ControlValue, here: ControlValue): AggregateDifference[] {
  const [source, copy] = [canonical(there), canonical(here)];
  if (source === copy) return [];
  const show = (value: string | null): string => (value === null ? 'NULL' : value);
  return [
    { column: pair.column, text: `${pair.what} of ${pair.column} is ${show(source)} there and ${show(copy)} here` },
  ];
}

/** The two drivers hand over the same number as bigint, number or text; -0 and 0 are one value. */
function canonical(value: ControlValue): string | null {
  if (value === null) return null;
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  return String(value).replace(/^(-?)\./, '$10.');
}
