import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { TransformedColumn, TransformPlan } from '../../shared/plan.ts';
import type { Transform } from '../../shared/transform.ts';
import type { Sink } from '../sink/sink.ts';
import { describeTransformed, inBrackets, showTransformed, transformedExpression } from '../sql/transform-queries.ts';
import { unknownColumns, unusableNames } from './check-names.ts';
import { checkTransform, typesOf } from './check-transform.ts';
import { findColumn } from './find-column.ts';

/** A column of the copy before its type is known. */
interface Draft {
  readonly target: string;
  readonly expression: string;
  readonly unchanged?: string;
  readonly comment?: string;
}

/**
 * What a transform makes of a frame with these columns: every expression is checked, alone and with the others, and the
 * types are those that DuckDB says.
 * @throws ReplicatorError `plan.invalidTransform`, `plan.unknownColumn`, `plan.columnName`: the first mistake, with the
 * others that there are; each names its column
 */
export async function describeTransform(
  transform: Transform,
  columns: readonly ColumnMapping[],
  calculate: Sink['calculate'],
): Promise<TransformPlan> {
  const drafts = draftColumns(transform, columns);
  const { mistakes, usesWindows } = await checkTransform(transform, columns, calculate);
  const named = drafts.map(({ target }, i) => ({ target, origin: columns[i]?.source ?? 'derive' }));
  refuse([...unknownColumns(transform, columns), ...unusableNames(named), ...mistakes]);
  const { filter, dropDuplicates } = transform;
  const select = {
    columns: drafts,
    ...(filter === undefined ? {} : { filter }),
    ...(dropDuplicates === undefined
      ? {}
      : { dropDuplicates: { ...dropDuplicates, by: dropDuplicates.by.map((name) => inFrame(name, columns)) } }),
  };
  const types = await typesOf(describeTransformed(select, columns), calculate);
  if (types instanceof ReplicatorError) throw types;
  return {
    ...select,
    columns: drafts.map((draft, i): TransformedColumn => ({ ...draft, targetType: types[i] ?? 'VARCHAR' })),
    needsAllRows: usesWindows || dropDuplicates !== undefined,
    sql: showTransformed(select, columns),
  };
}

function refuse([first, ...others]: readonly ReplicatorError[]): void {
  if (first === undefined) return;
  throw new ReplicatorError(first.code, first.message, { subject: first.subject, others });
}

/** The columns of the source in their order, then those that are derived. */
function draftColumns(transform: Transform, columns: readonly ColumnMapping[]): readonly Draft[] {
  const changes = new Map(
    Object.entries(transform.columns).map(([name, change]) => [inFrame(name, columns), change] as const),
  );
  const kept = columns.map((column): Draft => {
    const change = changes.get(column.target) ?? {};
    const computed = change.expression !== undefined || change.cast !== undefined || change.default !== undefined;
    return {
      target: change.rename ?? column.target,
      expression: transformedExpression(column.target, change),
      ...(computed ? {} : { unchanged: column.source }),
      ...(column.comment === undefined ? {} : { comment: column.comment }),
    };
  });
  const derived = Object.entries(transform.derive).map(
    ([target, expression]): Draft => ({ target, expression: inBrackets(expression) }),
  );
  return [...kept, ...derived];
}

/** What a column that is copied is called in the frame. */
function inFrame(name: string, columns: readonly ColumnMapping[]): string {
  return findColumn(name, columns)?.target ?? name;
}
