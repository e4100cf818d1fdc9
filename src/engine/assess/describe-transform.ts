import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { TransformedColumn, TransformPlan } from '../../shared/plan.ts';
import type { Transform } from '../../shared/transform.ts';
import type { Sink, Statement } from '../sink/sink.ts';
import {
  describeExpression,
  describeTransformed,
  inBrackets,
  serializeExpression,
  serializeOrder,
  showTransformed,
  transformedExpression,
} from '../sql/transform-queries.ts';
import { checkSyntax, usesWindow } from './check-syntax.ts';

type Calculate = Sink['calculate'];

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
 * @throws ReplicatorError `plan.invalidTransform`, `plan.invalidColumns`, naming the column
 */
export async function describeTransform(
  transform: Transform,
  columns: readonly ColumnMapping[],
  calculate: Calculate,
): Promise<TransformPlan> {
  const drafts = draftColumns(transform, columns);
  refuseTwins(drafts);
  const dropDuplicates =
    transform.dropDuplicates === undefined
      ? undefined
      : { ...transform.dropDuplicates, by: transform.dropDuplicates.by.map((name) => find(name, columns).target) };
  const usesWindows = await checkExpressions(transform, calculate);
  const select = {
    columns: drafts,
    ...(transform.filter === undefined ? {} : { filter: transform.filter }),
    ...(dropDuplicates === undefined ? {} : { dropDuplicates }),
  };
  for (const draft of drafts) {
    if (draft.unchanged !== undefined) continue;
    const described = await describe(describeExpression(draft.expression, columns), calculate, draft.target);
    if (described.length > 2) throw invalid(`The expression of ${draft.target} is several columns.`, draft.target);
  }
  const types = await describe(describeTransformed(select, columns), calculate);
  return {
    ...select,
    columns: drafts.map((draft, i): TransformedColumn => ({ ...draft, targetType: types[i] ?? 'VARCHAR' })),
    needsAllRows: usesWindows || dropDuplicates !== undefined,
    sql: showTransformed(select, columns),
  };
}

function draftColumns(transform: Transform, columns: readonly ColumnMapping[]): readonly Draft[] {
  const changes = new Map(
    Object.entries(transform.columns).map(([name, change]) => [find(name, columns).target, change] as const),
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

function find(name: string, columns: readonly ColumnMapping[]): ColumnMapping {
  const exact = columns.find((column) => column.source === name);
  const found = exact ?? columns.find((column) => column.source.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw new ReplicatorError(
    'plan.invalidColumns',
    `The transform speaks of a column ${JSON.stringify(name)}, which is not among those that are copied.`,
    { subject: { column: name } },
  );
}

function refuseTwins(drafts: readonly Draft[]): void {
  const seen = new Set<string>();
  for (const { target } of drafts) {
    if (target.trim() === '' || target.includes('\0'))
      throw invalid('A column of the copy would have no name.', target);
    if (seen.has(target.toLowerCase())) throw invalid(`Two columns of the copy would be called ${target}.`, target);
    seen.add(target.toLowerCase());
  }
}

/** @returns whether one of them looks at other rows */
async function checkExpressions(transform: Transform, calculate: Calculate): Promise<boolean> {
  let usesWindows = false;
  const check = async (statement: Statement, what: string, column?: string, within?: 'WINDOW'): Promise<void> => {
    const [row] = await calculate(statement);
    const serialized = String(row?.tree);
    const problem = checkSyntax(serialized, within);
    if (problem !== undefined) throw invalid(`${what} ${problem}.`, column);
    usesWindows ||= usesWindow(serialized);
  };
  for (const [name, { expression, cast }] of Object.entries(transform.columns)) {
    if (expression !== undefined) await check(serializeExpression(expression), `The expression of ${name}`, name);
    if (cast !== undefined) await check(serializeExpression(`CAST(NULL AS ${cast})`), `The cast of ${name}`, name);
  }
  for (const [name, expression] of Object.entries(transform.derive))
    await check(serializeExpression(expression), `The expression of ${name}`, name);
  if (transform.filter !== undefined) await check(serializeExpression(transform.filter), 'The filter of the transform');
  const orderBy = transform.dropDuplicates?.orderBy;
  if (orderBy !== undefined) await check(serializeOrder(orderBy), 'orderBy of dropDuplicates', undefined, 'WINDOW');
  return usesWindows;
}

async function describe(statement: Statement, calculate: Calculate, column?: string): Promise<readonly string[]> {
  try {
    const rows = await calculate(statement);
    return rows.map((row) => (row.column_type === '"NULL"' ? 'INTEGER' : String(row.column_type)));
  } catch (thrown) {
    if (!(thrown instanceof ReplicatorError) || thrown.code !== 'query.invalid') throw thrown;
    const where = column === undefined ? 'The transform' : `The expression of ${column}`;
    throw invalid(`${where} cannot be computed: ${thrown.message}`, column);
  }
}

function invalid(message: string, column?: string): ReplicatorError {
  return new ReplicatorError('plan.invalidTransform', message, column === undefined ? {} : { subject: { column } });
}
