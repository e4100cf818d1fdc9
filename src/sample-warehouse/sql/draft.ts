import { syntaxError, unboundParameter } from './errors.ts';
import { betweenMark, Operators } from './operators.ts';
import { parameterLiteral } from './session-literals.ts';
import type { Relations, Statement } from './statement.ts';
import type { Token } from './tokenize.ts';
import type { Writer } from './typed/questions.ts';
import { writeOperator } from './typed/write-operator.ts';

export interface Level {
  query: boolean;
  from: boolean;
  expectTable: boolean;
  /** Put where the parenthesis closes, in place of `)`. */
  readonly close: string;
  /** At this token the rest up to the closing parenthesis is left out. */
  readonly cut: number;
  /** The scope of names, which each SELECT has of its own. */
  scope: number;
  /** What becomes of the arguments of a call, where it is not as simple as other text around them. */
  readonly finish?: (operands: readonly string[]) => string | Promise<string>;
  /** Where in the output each argument starts. */
  readonly starts: number[];
  readonly opener?: '[';
  /** Of an UPDATE: what stands on which side of `=`. */
  assigns?: 'target' | 'value' | undefined;
}

/** Writes the tokens `from` up to `to` (exclusive) into the draft and gives back what is written. */
export type TranslateTokens = (draft: Draft, from: number, to: number, level: Partial<Level>) => Promise<string>;

/** SQL for DuckDB while it is written, and the place in the Databricks statement that it has come to. */
export class Draft {
  readonly statement: Statement;
  readonly relations: Relations;
  readonly ctes = new Set<string>();
  readonly renamed = new Map<string, string>();
  at = 0;
  end = 0;
  /** Number of the last `?`. */
  question = 0;
  /** No function with another value each time was met. */
  deterministic = true;
  levels: Level[] = [];
  private readonly translate: TranslateTokens;
  private out: string[] = [];
  operators = this.newOperators();

  constructor(statement: Statement, relations: Relations, translate: TranslateTokens) {
    this.translate = translate;
    this.statement = statement;
    this.relations = relations;
  }

  /** Starts over with the tokens `from` up to `to` (exclusive). */
  start(from: number, to: number, level: Partial<Level>): void {
    this.at = from;
    this.end = to;
    this.out = [];
    this.operators = this.newOperators();
    const scope = level.scope ?? this.statement.questions.scope();
    this.levels = [{ query: true, from: false, expectTable: false, close: ')', cut: -1, starts: [], ...level, scope }];
  }

  /** The tokens `from` up to `to` (exclusive) by themselves, where the same names are known. */
  async translatePart(from: number, to: number, scope: number): Promise<string> {
    const part = new Draft(this.statement, this.relations, this.translate);
    for (const cte of this.ctes) part.ctes.add(cte);
    for (const [name, internal] of this.renamed) part.renamed.set(name, internal);
    part.question = this.question;
    const written = await this.translate(part, from, to, { scope });
    this.question = part.question;
    this.deterministic &&= part.deterministic;
    return written;
  }

  startArgument(level: Level): void {
    level.starts.push(this.out.length);
  }

  /** What is written when all tokens are taken. */
  finished(): string {
    if (this.levels.length > 1) throw syntaxError(this.statement.sql, this.token(this.end).start, 'end of input');
    this.operators.boundary();
    return this.out.join(' ');
  }

  private newOperators(): Operators {
    return new Operators(this.out, (operator, left, right) => {
      if (left === '' || right === '') throw this.unexpected(this.token(this.at));
      if (operator === 'AND') return `${left}${betweenMark}${right}`;
      return this.ask(operator, [left, ...right.split(betweenMark)], writeOperator(operator));
    });
  }

  ask(identity: string, operands: readonly string[], write: Writer): string {
    return this.statement.questions.ask(`${this.levels.at(-1)?.scope ?? 0} ${identity}`, operands, write);
  }

  token(at: number): Token {
    const token = this.statement.tokens[Math.min(at, this.statement.tokens.length - 1)];
    if (token === undefined) throw new TypeError('no tokens');
    return token;
  }

  put(text: string): void {
    this.out.push(text);
  }

  take(): Token {
    const token = this.token(this.at);
    this.at += 1;
    return token;
  }

  /** Goes into parentheses, in which an expression of its own stands. */
  open(around: Level, own: Partial<Level>): void {
    this.operators.open();
    const { scope } = around;
    const starts = [this.out.length];
    this.levels.push({ query: false, from: false, expectTable: false, close: ')', cut: -1, scope, starts, ...own });
  }

  close(token: Token): Promise<void> | void {
    this.operators.close();
    const level = this.levels.pop();
    const opener = token.text === ']' ? '[' : '(';
    if (level === undefined || this.levels.length === 0 || (level.opener ?? '(') !== opener) {
      throw this.unexpected(token);
    }
    return level.finish === undefined ? this.put(level.close) : this.finish(level.finish, level.starts);
  }

  /** Index of the parenthesis that closes the one before `from`. */
  closing(from: number): number {
    let depth = 1;
    for (let at = from; at < this.end; at += 1) {
      const { kind, text } = this.token(at);
      if (kind !== 'symbol') continue;
      if (text === '(') depth += 1;
      else if (text === ')') {
        depth -= 1;
        if (depth === 0) return at;
      }
    }
    throw syntaxError(this.statement.sql, this.token(this.end).start, 'end of input');
  }

  private takeOperands(starts: readonly number[]): string[] {
    const operands = starts.map((start, index) => this.out.slice(start, starts[index + 1]).join(' '));
    this.out.length = starts[0] ?? this.out.length;
    return operands.length === 1 && operands[0] === '' ? [] : operands;
  }

  private async finish(make: NonNullable<Level['finish']>, starts: readonly number[]): Promise<void> {
    this.put(await make(this.takeOperands(starts)));
  }

  position(token: Token): string {
    const before = this.statement.sql.slice(0, token.start).split('\n');
    return `; line ${before.length} pos ${(before.at(-1) ?? '').length}`;
  }

  parameter(token: Token): string {
    if (token.value === '?') this.question += 1;
    const literal = parameterLiteral(this.statement.parameters, token.value, this.question);
    if (literal !== undefined) return literal;
    throw unboundParameter(token.value === '?' ? `_${token.start}` : token.value, this.position(token));
  }

  unexpected(token: Token): Error {
    return syntaxError(this.statement.sql, token.start, token.kind === 'end' ? 'end of input' : `'${token.text}'`);
  }
}
