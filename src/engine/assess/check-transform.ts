import pLimit from 'p-limit';
import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { ColumnTransform, Transform } from '../../shared/transform.ts';
import type { Sink, Statement } from '../sink/sink.ts';
import {
  describeExpression,
  describeFilter,
  describeOrder,
  inBrackets,
  serializeExpression,
  serializeOrder,
  serializeType,
  transformedExpression,
} from '../sql/transform-queries.ts';
import { checkSyntax, usesWindow } from './check-syntax.ts';
import { findColumn } from './find-column.ts';

type Calculate = Sink['calculate'];

/** Each is a database in memory. */
const atOnce = 4;

/** What can be looked at without the rest of the transform. */
interface Part {
  /** At the beginning of a sentence. */
  readonly what: string;
  readonly column?: string;
  /** What a person wrote, in statements that tell the syntax. */
  readonly texts: readonly GivenText[];
  /** Absent where its column is not there. */
  readonly computed?: Statement;
}

interface GivenText {
  readonly what: string;
  readonly statement: Statement;
  readonly within?: 'WINDOW';
}

export interface CheckedTransform {
  readonly mistakes: readonly ReplicatorError[];
  /** One of the expressions looks at other rows. */
  readonly usesWindows: boolean;
}

/** What is wrong with the expressions of a transform, each looked at alone. */
export async function checkTransform(
  transform: Transform,
  columns: readonly ColumnMapping[],
  calculate: Calculate,
): Promise<CheckedTransform> {
  const limit = pLimit(atOnce);
  const checked = await Promise.all(partsOf(transform, columns).map((part) => limit(() => checkPart(part, calculate))));
  return {
    mistakes: checked.flatMap(({ mistakes }) => mistakes),
    usesWindows: checked.some(({ usesWindows }) => usesWindows),
  };
}

function partsOf(
  { columns: changes, derive, filter, dropDuplicates }: Transform,
  columns: readonly ColumnMapping[],
): readonly Part[] {
  const orderBy = dropDuplicates?.orderBy;
  return [
    ...Object.entries(changes).map(([name, change]) => partOfColumn(name, change, columns)),
    ...Object.entries(derive).map(([name, expression]) => ({
      ...partOf(`The expression of ${name}`, serializeExpression(expression)),
      column: name,
      computed: describeExpression(inBrackets(expression), columns),
    })),
    ...(filter === undefined
      ? []
      : [
          {
            ...partOf('The filter of the transform', serializeExpression(filter)),
            computed: describeFilter(filter, columns),
          },
        ]),
    ...(orderBy === undefined
      ? []
      : [
          {
            ...partOf('orderBy of dropDuplicates', serializeOrder(orderBy), 'WINDOW'),
            computed: describeOrder(orderBy, columns),
          },
        ]),
  ];
}

function partOf(what: string, statement: Statement, within?: 'WINDOW'): Part {
  return { what, texts: [{ what, statement, ...(within && { within }) }] };
}

function partOfColumn(name: string, change: ColumnTransform, columns: readonly ColumnMapping[]): Part {
  const { expression, cast } = change;
  const column = findColumn(name, columns);
  const given = (['expression', 'cast', 'default'] as const).filter((key) => change[key] !== undefined);
  return {
    what: `The ${given.join(' and ')} of ${name}`,
    column: name,
    texts: [
      ...(expression === undefined
        ? []
        : [{ what: `The expression of ${name}`, statement: serializeExpression(expression) }]),
      ...(cast === undefined ? [] : [{ what: `The cast of ${name}`, statement: serializeType(cast) }]),
    ],
    ...(column !== undefined &&
      given.length > 0 && { computed: describeExpression(transformedExpression(column.target, change), columns) }),
  };
}

/** What is no expression is not computed. */
async function checkPart({ what, column, texts, computed }: Part, calculate: Calculate): Promise<CheckedTransform> {
  const read: (GivenText & { readonly serialized: string })[] = [];
  for (const text of texts) {
    const [row] = await calculate(text.statement);
    read.push({ ...text, serialized: String(row?.tree) });
  }
  const mistakes = read.flatMap((text) => {
    const problem = checkSyntax(text.serialized, text.within);
    return problem === undefined ? [] : [invalid(`${text.what} ${problem}.`, column)];
  });
  if (mistakes.length > 0) return { mistakes, usesWindows: false };
  return {
    mistakes: computed === undefined ? [] : await checkComputed(computed, calculate, what, column),
    usesWindows: read.some(({ serialized }) => usesWindow(serialized)),
  };
}

/** Beside the expression stands a column of the frame. */
async function checkComputed(
  computed: Statement,
  calculate: Calculate,
  what: string,
  column: string | undefined,
): Promise<readonly ReplicatorError[]> {
  const types = await typesOf(computed, calculate, what, column);
  if (types instanceof ReplicatorError) return [types];
  return types.length > 2 ? [invalid(`${what} is several columns.`, column)] : [];
}

/** The type of each column that a DESCRIBE names, or why there are none. */
export async function typesOf(
  statement: Statement,
  calculate: Calculate,
  what = 'The transform',
  column?: string,
): Promise<readonly string[] | ReplicatorError> {
  try {
    const rows = await calculate(statement);
    return rows.map((row) => (row.column_type === '"NULL"' ? 'INTEGER' : String(row.column_type)));
  } catch (thrown) {
    if (!(thrown instanceof ReplicatorError) || thrown.code !== 'query.invalid') throw thrown;
    return invalid(`${what} cannot be computed: ${thrown.message}`, column);
  }
}

function invalid(message: string, column: string | undefined): ReplicatorError {
  return new ReplicatorError('plan.invalidTransform', message, column === undefined ? {} : { subject: { column } });
}
