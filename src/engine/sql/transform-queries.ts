import type { ColumnMapping } from '../../shared/column-mapping.ts';
import type { TransformPlan } from '../../shared/plan.ts';
import type { ColumnTransform, DropDuplicates } from '../../shared/transform.ts';
import type { Statement } from '../sink/sink.ts';
import { chunkFunction } from './chunk-function.ts';
import { duckdbString, quoteDuckdb } from './duckdb-text.ts';

/** What expressions of a transform read; its columns are called as they would be without a transform. */
const frame = 'frame';

type FrameColumn = Pick<ColumnMapping, 'target' | 'targetType'>;

/** The rows of the chunks; JSON comes as text and becomes JSON before an expression sees it. */
export function chunkFrame(columns: readonly FrameColumn[]): string {
  const list = columns.map(({ target, targetType }) => {
    const quoted = quoteDuckdb(target);
    return targetType.includes('JSON') ? `CAST(${quoted} AS ${targetType}) AS ${quoted}` : quoted;
  });
  return `(SELECT ${list.join(', ')} FROM ${chunkFunction}())`;
}

/** No rows, of the same types. */
function emptyFrame(columns: readonly FrameColumn[]): string {
  const list = columns.map(({ target, targetType }) => `CAST(NULL AS ${targetType}) AS ${quoteDuckdb(target)}`);
  return `(SELECT ${list.join(', ')})`;
}

/** Prepared only, to learn the types of a frame. */
export function selectFrame(columns: readonly FrameColumn[]): string {
  return `SELECT * FROM ${emptyFrame(columns)}`;
}

/** What becomes of a column: expression, then type, then what stands in for NULL. */
export function transformedExpression(name: string, { expression, cast, default: instead }: ColumnTransform): string {
  const value = expression === undefined ? quoteDuckdb(name) : inBrackets(expression);
  const typed = cast === undefined ? value : `CAST(${value} AS ${cast})`;
  if (instead === undefined) return typed;
  return `coalesce(${typed}, ${typeof instead === 'string' ? duckdbString(instead) : String(instead)})`;
}

/** A comment at its end must not swallow what follows. */
export function inBrackets(expression: string): string {
  return `(${expression}\n)`;
}

export type TransformSelect = Pick<TransformPlan, 'filter' | 'dropDuplicates'> & {
  readonly columns: readonly { readonly target: string; readonly expression: string }[];
};

/**
 * The copy out of the frame: filter, duplicates, then the columns.
 * @param from - the frame's rows
 */
export function selectTransformed(transform: TransformSelect, columns: readonly FrameColumn[], from: string): string {
  return select(transform, columns, `${from} AS ${frame}`);
}

/** @param rows - called `frame` */
function select(transform: TransformSelect, columns: readonly FrameColumn[], rows: string): string {
  const list = transform.columns.map(({ target, expression }) => `${expression} AS ${quoteDuckdb(target)}`);
  const where = transform.filter === undefined ? '' : ` WHERE ${inBrackets(transform.filter)}`;
  const qualify =
    transform.dropDuplicates === undefined ? '' : ` QUALIFY ${isFirst(transform.dropDuplicates, columns)}`;
  const kept = where + qualify === '' ? rows : `(SELECT * FROM ${rows}${where}${qualify}) AS ${frame}`;
  return `SELECT ${list.join(', ')} FROM ${kept}`;
}

/** A filter that DuckDB cannot see through: whatever it says, every row is read, and thereby accounted for. */
export function readingAll({ filter }: Pick<TransformSelect, 'filter'>): Pick<TransformSelect, 'filter'> {
  return filter === undefined ? {} : { filter: `CASE WHEN random() >= 0 THEN ${inBrackets(filter)} END` };
}

/** As people read it in a plan. */
export function showTransformed(transform: TransformSelect, columns: readonly FrameColumn[]): string {
  return select(transform, columns, frame);
}

/** All columns decide between rows that the order leaves equal, so that the same one is kept every time. */
function isFirst({ by, orderBy }: DropDuplicates, columns: readonly FrameColumn[]): string {
  const order = [
    ...(orderBy === undefined ? [] : [`${orderBy}\n`]),
    ...columns.map(({ target }) => quoteDuckdb(target)),
  ];
  return `row_number() OVER (PARTITION BY ${by.map(quoteDuckdb).join(', ')} ORDER BY ${order.join(', ')}) = 1`;
}

/** Names and types of what the transform makes, asked of a frame without rows. */
export function describeTransformed(transform: TransformSelect, columns: readonly FrameColumn[]): Statement {
  return { sql: `DESCRIBE ${selectTransformed(transform, columns, emptyFrame(columns))}` };
}

/** The same of one expression; beside a column of the frame no aggregate can stand. */
export function describeExpression(expression: string, columns: readonly FrameColumn[]): Statement {
  const [first] = columns;
  const beside = first === undefined ? '' : `, ${quoteDuckdb(first.target)} AS beside`;
  return { sql: `DESCRIBE SELECT ${expression} AS expression${beside} FROM ${emptyFrame(columns)} AS ${frame}` };
}

/** Prepared only, to learn whether the condition can be computed. */
export function describeFilter(filter: string, columns: readonly FrameColumn[]): Statement {
  return { sql: `DESCRIBE SELECT 1 AS x FROM ${emptyFrame(columns)} AS ${frame} WHERE ${inBrackets(filter)}` };
}

export function describeOrder(orderBy: string, columns: readonly FrameColumn[]): Statement {
  return describeExpression(rank(orderBy), columns);
}

/** The syntax of an expression where it will stand, as DuckDB's JSON. */
export function serializeExpression(expression: string): Statement {
  return {
    sql: 'SELECT json_serialize_sql($1::VARCHAR) AS tree',
    values: [`SELECT ${inBrackets(expression)} AS x FROM ${frame}`],
  };
}

export function serializeType(type: string): Statement {
  return serializeExpression(`CAST(NULL AS ${type})`);
}

export function serializeOrder(orderBy: string): Statement {
  return {
    sql: 'SELECT json_serialize_sql($1::VARCHAR) AS tree',
    values: [`SELECT ${rank(orderBy)} AS x FROM ${frame}`],
  };
}

function rank(orderBy: string): string {
  return `row_number() OVER (ORDER BY ${orderBy}\n)`;
}
