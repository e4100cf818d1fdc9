import { randomBytes } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { resultType } from '../duckdb-type.ts';
import type { Type } from '../types.ts';

/** An expression for DuckDB, and its type. */
export interface Typed {
  readonly sql: string;
  readonly type: Type;
}

export type Writer = (operands: readonly Typed[]) => string;

interface Question {
  readonly operands: readonly string[];
  readonly write: Writer;
  readonly frame: (probe: string) => string;
  types: readonly Type[] | undefined;
}

/**
 * Expressions whose SQL depends on the types of their operands, which only DuckDB's binder knows. Until it is told,
 * each stands as a call that DuckDB refuses, and in refusing it names the types.
 */
export class Questions {
  private readonly nonce = `q${randomBytes(6).toString('hex')}x`;
  private readonly questions: Question[] = [];
  private scopes = 0;
  private readonly known = new Map<string, string>();

  /** A number that no other scope of names in the statement has. */
  scope(): number {
    this.scopes += 1;
    return this.scopes;
  }

  /**
   * A mark for what `write` makes of the operands. `identity` tells apart what is written differently; the same in the
   * same scope is the same expression, as GROUP BY needs it. `frame` puts the probe where an operand may stand alone.
   */
  ask(
    identity: string,
    operands: readonly string[],
    write: Writer,
    frame: (probe: string) => string = (probe) => probe,
  ): string {
    const key = JSON.stringify([identity, operands]);
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const mark = `${this.nonce}${this.questions.length}m`;
    this.questions.push({ operands, write, frame, types: undefined });
    this.known.set(key, mark);
    return mark;
  }

  /** The statement without marks. */
  async settle(sql: string, connection: DuckDBConnection): Promise<string> {
    for (let open = this.questions.length; open > 0 && sql.includes(this.nonce); open -= 1) {
      const answer = await this.bind(this.written(sql), connection);
      if (answer === undefined) break;
      const question = this.questions[answer.index];
      if (question === undefined || question.types !== undefined) break;
      question.types = answer.types;
    }
    return this.written(sql);
  }

  private async bind(sql: string, connection: DuckDBConnection) {
    try {
      const prepared = await connection.prepare(sql);
      prepared.destroySync();
      return undefined;
    } catch (error) {
      // What else is wrong with the statement is said when it runs.
      const message = error instanceof Error ? error.message : String(error);
      const text = new RegExp(`'octet_length\\((STRUCT\\(${this.nonce}[\\s\\S]*\\))\\)'\\. You might need`).exec(
        message,
      )?.[1];
      const index = new RegExp(`^STRUCT\\(${this.nonce}(\\d+)x0 `).exec(text ?? '')?.[1];
      if (text === undefined || index === undefined) return undefined;
      return { index: Number(index), types: await this.readTypes(text, connection) };
    }
  }

  private async readTypes(struct: string, connection: DuckDBConnection): Promise<Type[]> {
    const untyped = new RegExp(`(${this.nonce}\\d+x\\d+) "NULL"`, 'g');
    const prepared = await connection.prepare(
      `SELECT CAST(NULL AS ${struct.replace(untyped, '$1 STRUCT("#VOID" INTEGER)')})`,
    );
    try {
      const type = resultType(prepared.columnType(0));
      if (type.kind !== 'struct') throw new TypeError(`${struct} is no structure`);
      return type.fields.map((field) => field.type);
    } finally {
      prepared.destroySync();
    }
  }

  private written(sql: string): string {
    if (!sql.includes(this.nonce)) return sql;
    return sql.replaceAll(new RegExp(`${this.nonce}(\\d+)m`, 'g'), (mark, index) => {
      const question = this.questions[Number(index)];
      if (question === undefined) return mark;
      const operands = question.operands.map((operand) => this.written(operand));
      const { types } = question;
      if (types === undefined) {
        const fields = operands.map((operand, place) => `'${this.nonce}${index}x${place}': ${operand}`);
        return question.frame(`octet_length({${fields.join(', ')}})`);
      }
      return this.written(question.write(operands.map((operand, place) => typed(operand, types[place]))));
    });
  }
}

function typed(sql: string, type: Type | undefined): Typed {
  if (type === undefined) throw new TypeError(`no type for ${sql}`);
  return { sql, type };
}
