import { Field, makeData, makeVector, RecordBatch, Schema, Struct, type Vector } from 'apache-arrow';
import type {
  ResultColumn,
  SqlEngine,
  SqlParameter,
  SqlResult,
  SqlSession,
} from '../../../../src/sample-warehouse/sql/sql-engine.ts';

export interface Execution {
  readonly sql: string;
  readonly session: SqlSession;
  readonly parameters: readonly SqlParameter[];
  readonly rowLimit: number | undefined;
  readonly isKept: (cacheKey: string) => boolean;
  readonly signal: AbortSignal;
}

/** An engine that answers each statement as the test says, and remembers what it was asked. */
export class ScriptedEngine implements SqlEngine {
  readonly executions: Execution[] = [];
  readonly #answers = new Map<string, (execution: Execution) => Promise<SqlResult> | SqlResult>();

  on(sql: string, answer: (execution: Execution) => Promise<SqlResult> | SqlResult): void {
    this.#answers.set(sql, answer);
  }

  async execute(sql: string, options: Parameters<SqlEngine['execute']>[1]): Promise<SqlResult> {
    const { session, parameters = [], rowLimit, isKept = () => false, signal } = options;
    const execution = { sql, session, parameters, rowLimit, isKept, signal };
    this.executions.push(execution);
    const answer = this.#answers.get(sql);
    if (answer === undefined) throw new RangeError(`No answer for: ${sql}`);
    return answer(execution);
  }

  async close(): Promise<void> {
    this.#answers.clear();
  }
}

export interface TestColumn {
  readonly name: string;
  readonly typeText: string;
  readonly nullable?: boolean;
  readonly vector: Vector;
}

function batchOf(schema: Schema, columns: readonly TestColumn[]): RecordBatch {
  const children = columns.map(({ vector }) => {
    const [data] = vector.data;
    if (data === undefined) throw new RangeError('A test column is empty.');
    return data;
  });
  const length = children[0]?.length ?? 0;
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }));
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

/** A result of one batch, or of any number of batches of the same columns. */
export function resultOf(
  columns: readonly TestColumn[],
  more: readonly (readonly TestColumn[])[] = [],
  extra: Pick<SqlResult, 'modifiedRows' | 'cacheKey'> = {},
): SqlResult {
  const described: ResultColumn[] = columns.map(({ name, typeText, nullable = true }) => ({
    name,
    typeText,
    comment: null,
    nullable,
  }));
  const schema = new Schema(
    columns.map((column, i) => new Field(column.name, column.vector.type, described[i]?.nullable)),
  );
  const batches = columns.length === 0 ? [] : [columns, ...more].map((each) => batchOf(schema, each));
  return { columns: described, schema, batches: each(batches), ...extra };
}

/** `rows` BIGINT numbers from 0 on, in batches of 4,000. */
export function numbers(rows: number): SqlResult {
  const batches: TestColumn[][] = [];
  for (let at = 0; at < rows; at += 4000) {
    const values = BigInt64Array.from({ length: Math.min(4000, rows - at) }, (_, i) => BigInt(at + i));
    batches.push([{ name: 'id', typeText: 'BIGINT', vector: makeVector(values) }]);
  }
  return resultOf(batches[0] ?? [], batches.slice(1));
}
