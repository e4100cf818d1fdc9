import { syntaxError, unboundParameter, unresolvedRoutine, unsupported } from './errors.ts';
import { functionName, isVolatile } from './functions.ts';
import { betweenMark, Operators } from './operators.ts';
import { quoteIdentifier, textLiteral } from './quote.ts';
import { readTravel, type TimeTravel } from './read-travel.ts';
import { parameterLiteral, sessionValue } from './session-literals.ts';
import type { SqlParameter } from './sql-engine.ts';
import {
  breaks,
  clauseEnd,
  extracted,
  integers,
  nameOf,
  notFunctions,
  numberLiteral,
  plainType,
  queryStart,
  ranking,
  refused,
} from './token-words.ts';
import type { Token } from './tokenize.ts';
import { intervalLiteral } from './typed/interval-literal.ts';
import { writeSubscript } from './typed/nested-values.ts';
import type { Questions, Writer } from './typed/questions.ts';
import { writeText } from './typed/text-functions.ts';
import { writeAggregate } from './typed/typed-aggregates.ts';
import { typedFunctions } from './typed/typed-functions.ts';
import { writeIn, writeOperator } from './typed/write-operator.ts';
import { readType, storageType } from './types.ts';

/** What a statement reads, in DuckDB's SQL: an expression that can stand after FROM. */
export interface Relations {
  table(parts: readonly string[], travel: TimeTravel | undefined, at: string): Promise<string>;
  /** Whether a table of this name exists. */
  knows(parts: readonly string[]): boolean;
  /** Columns that DuckDB knows by another name, as only letter case tells them apart. */
  renamedColumns(parts: readonly string[]): ReadonlyMap<string, string>;
  changes(name: string, from: number | string, to: number | string | undefined): Promise<string>;
}

export interface Statement {
  readonly sql: string;
  readonly tokens: readonly Token[];
  readonly parameters: readonly SqlParameter[];
  readonly user: string;
  readonly catalog: string;
  readonly schema: string;
  /** Shared by the statement and the views that it reads. */
  readonly questions: Questions;
}

interface Level {
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

/** Turns tokens of a Databricks query or expression into SQL for DuckDB. */
export class Translation {
  private readonly statement: Statement;
  private readonly relations: Relations;
  private readonly ctes = new Set<string>();
  private readonly renamed = new Map<string, string>();
  private at = 0;
  private end = 0;
  private out: string[] = [];
  private levels: Level[] = [];
  private operators = this.newOperators();
  private question = 0;
  /** No function with another value each time was met. */
  deterministic = true;

  constructor(statement: Statement, relations: Relations) {
    this.statement = statement;
    this.relations = relations;
  }

  /** Tokens `from` up to `to` (exclusive). */
  async translate(
    from: number,
    to: number,
    start: { readonly table?: boolean; readonly scope?: number; readonly assigns?: boolean } = {},
  ): Promise<string> {
    this.at = from;
    this.end = to;
    this.out = [];
    this.operators = this.newOperators();
    this.findRenamed(from, to);
    this.levels = [
      {
        query: true,
        from: false,
        expectTable: start.table === true,
        close: ')',
        cut: -1,
        scope: start.scope ?? this.statement.questions.scope(),
        starts: [],
        assigns: start.assigns === true ? 'target' : undefined,
      },
    ];
    while (this.at < this.end) await this.step();
    if (this.levels.length > 1) throw syntaxError(this.statement.sql, this.token(to).start, 'end of input');
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

  private ask(identity: string, operands: readonly string[], write: Writer): string {
    return this.statement.questions.ask(`${this.levels.at(-1)?.scope ?? 0} ${identity}`, operands, write);
  }

  private token(at: number): Token {
    const token = this.statement.tokens[Math.min(at, this.statement.tokens.length - 1)];
    if (token === undefined) throw new TypeError('no tokens');
    return token;
  }

  private async step(): Promise<void> {
    const token = this.token(this.at);
    const level = this.levels.at(-1);
    if (level === undefined) throw this.unexpected(token);
    if (this.at === level.cut) {
      this.at = this.closing(this.at);
      return;
    }
    if (
      level.expectTable &&
      (token.kind === 'word' || token.kind === 'quoted') &&
      !['SELECT', 'WITH', 'VALUES', 'LATERAL'].includes(token.kind === 'word' ? token.value : '')
    ) {
      level.expectTable = false;
      this.operators.boundary();
      return this.table();
    }
    switch (token.kind) {
      case 'symbol':
        return this.symbol(token, level);
      case 'word':
        return this.word(token, level);
      case 'quoted':
        this.operators.operand();
        return void this.names();
      case 'string': {
        this.operators.operand();
        let text = '';
        while (this.token(this.at).kind === 'string' && this.at < this.end) text += this.take().value;
        return void this.put(textLiteral(text));
      }
      case 'number':
        this.operators.operand();
        return void this.put(numberLiteral(this.take().text));
      case 'parameter':
        this.operators.operand();
        return void this.put(this.parameter(this.take()));
      case 'end':
        throw this.unexpected(token);
    }
  }

  private put(text: string): void {
    this.out.push(text);
  }

  private take(): Token {
    const token = this.token(this.at);
    this.at += 1;
    return token;
  }

  private symbol(token: Token, level: Level): Promise<void> | void {
    this.at += 1;
    switch (token.text) {
      case '(': {
        const inherits = level.expectTable;
        level.expectTable = false;
        this.operators.operand();
        this.put('(');
        return this.open(level, { from: inherits, expectTable: inherits });
      }
      case ')':
      case ']':
        return this.close(token);
      case ',':
        this.operators.boundary();
        if (level.finish !== undefined) return void level.starts.push(this.out.length);
        if (level.from) level.expectTable = true;
        if (level.assigns === 'value') level.assigns = 'target';
        return this.put(',');
      case '!':
        this.operators.boundary();
        return this.put('NOT');
      case '.':
        this.operators.continue();
        return this.put('.');
      case '::':
        return this.suffixCast();
      case '[': {
        const collection = this.operators.takePrimary();
        const finish = (place: readonly string[]) => this.ask('[]', [collection, ...place], writeSubscript);
        return this.open(level, { finish, opener: '[' });
      }
    }
    if (token.text === '=' && level.assigns === 'target') {
      level.assigns = 'value';
      this.operators.boundary();
      return this.put('=');
    }
    if (this.operators.infix(token.text)) return;
    if (token.text === '*') this.operators.operand();
    if (!['*', '+', '-'].includes(token.text)) throw this.unexpected(token);
    this.put(token.text);
  }

  /** Goes into parentheses, in which an expression of its own stands. */
  private open(around: Level, own: Partial<Level>): void {
    this.operators.open();
    const { scope } = around;
    const starts = [this.out.length];
    this.levels.push({ query: false, from: false, expectTable: false, close: ')', cut: -1, scope, starts, ...own });
  }

  private close(token: Token): Promise<void> | void {
    this.operators.close();
    const level = this.levels.pop();
    const opener = token.text === ']' ? '[' : '(';
    if (level === undefined || this.levels.length === 0 || (level.opener ?? '(') !== opener) {
      throw this.unexpected(token);
    }
    return level.finish === undefined ? this.put(level.close) : this.finish(level.finish, level.starts);
  }

  private suffixCast(): void {
    const { type, next } = readType(this.statement.tokens, this.at);
    this.at = next;
    const operand = this.operators.takePrimary();
    if (type.kind === 'string') return void this.put(this.ask('::', [operand], writeText));
    if (type.kind !== 'plain' || !integers.has(type.name))
      return void this.put(`CAST(${operand} AS ${storageType(type)})`);
    this.put(`dbx_to_${type.name.toLowerCase()}(${operand})`);
  }

  /** Index of the parenthesis that closes the one before `from`. */
  private closing(from: number): number {
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

  private word(token: Token, level: Level): Promise<void> | void {
    const word = token.value;
    const next = this.token(this.at + 1);
    if (next.text === '->') return void this.lambda([this.take().text]);
    if (this.operators.hasOperand && this.predicate(token, level)) return;
    if (breaks.has(word) && next.text !== '.') this.operators.boundary();
    else if (word !== 'END' || !this.operators.closeBranch()) this.operators.operand();
    if (next.text === '.') return void this.names();
    const called =
      next.text === '(' &&
      (!notFunctions.has(word) || (word === 'FILTER' && this.token(this.at + 2).value !== 'WHERE'));
    if (called) return void this.call(token, level);
    if (refused.has(word)) throw unsupported(word);
    this.enterClause(word, level);
    if ((word === 'DATE' || word.startsWith('TIMESTAMP')) && next.kind === 'string') {
      const type = storageType(
        word === 'DATE' ? plainType('DATE') : plainType(word === 'TIMESTAMP_NTZ' ? 'TIMESTAMP_NTZ' : 'TIMESTAMP'),
      );
      this.at += 2;
      return void this.put(`CAST(${textLiteral(next.value)} AS ${type})`);
    }
    if (word === 'X' && next.kind === 'string') {
      this.at += 2;
      return void this.put(`unhex(${textLiteral(next.value)})`);
    }
    if (word === 'INTERVAL' && (next.kind === 'string' || next.kind === 'number' || next.text === '-'))
      return void this.interval();
    if (word === 'LIKE' || word === 'ILIKE') return void this.like();
    this.at += 1;
    if (word === 'CASE') {
      this.put(token.text);
      return this.operators.openBranch();
    }
    if (word === 'MINUS') return void this.put('EXCEPT');
    if (word === 'CURRENT_DATE' || word === 'CURRENT_TIMESTAMP') {
      this.deterministic = false;
      return void this.put(word === 'CURRENT_DATE' ? 'current_date' : 'now()');
    }
    if (word === 'CURRENT_USER') return void this.put(textLiteral(this.statement.user));
    const renamed = this.renamed.get(token.text);
    this.put(renamed === undefined ? token.text : quoteIdentifier(renamed));
  }

  private enterClause(word: string, level: Level): void {
    if (word === 'SELECT') {
      level.query = true;
      level.from = false;
      level.expectTable = false;
      level.scope = this.statement.questions.scope();
    } else if (word === 'FROM' && level.query && this.token(this.at - 1).value !== 'DISTINCT') {
      level.from = true;
      level.expectTable = true;
    } else if (word === 'JOIN') level.expectTable = true;
    else if (clauseEnd.has(word)) {
      if (!this.operators.inBranch) level.assigns = undefined;
      level.from = false;
      level.expectTable = false;
    } else if (word === 'WITH' || word === 'VALUES') {
      level.expectTable = false;
      if (word === 'WITH') this.readCtes();
    }
  }

  /** Words behind an operand that work on it: whether this is one of them, which is then taken. */
  private predicate(token: Token, level: Level): boolean {
    const negated = token.value === 'NOT';
    const word = negated ? this.token(this.at + 1).value : token.value;
    const count = negated ? 2 : 1;
    const after = this.token(this.at + count);
    if (word === 'IN' && after.text === '(' && !queryStart.has(this.token(this.at + count + 1).value)) {
      this.at += count + 1;
      const value = this.operators.takeValue();
      const name = negated ? 'NOT IN' : 'IN';
      this.open(level, { finish: (items) => this.ask(name, [value, ...items], writeIn(name)) });
      return true;
    }
    const bounds = ['ROWS', 'RANGE'].includes(this.token(this.at - 1).value);
    if (word === 'BETWEEN' && !bounds) {
      this.at += count;
      return this.operators.infix(negated ? 'NOT BETWEEN' : 'BETWEEN');
    }
    if (negated) return false;
    if (word === 'DIV' || (word === 'AND' && this.operators.isBetween)) {
      this.at += 1;
      return this.operators.infix(word);
    }
    const window =
      (word === 'OVER' || (word === 'FILTER' && this.token(this.at + 2).value !== 'WHERE')) &&
      (after.text === '(' || word === 'OVER');
    if (!window && !((word === 'IGNORE' || word === 'RESPECT') && after.value === 'NULLS')) return false;
    this.put(token.text);
    this.at += 1;
    if (!window) this.put(this.take().text);
    else this.operators.continue();
    return true;
  }

  private readCtes(): void {
    for (let at = this.at + 1; at < this.end; at += 1) {
      const after = this.token(at + 1);
      if (after.kind === 'word' && after.value === 'AS' && this.token(at + 2).text === '(')
        this.ctes.add(nameOf(this.token(at)).toLowerCase());
    }
  }

  private names(): void {
    const parts = [nameOf(this.take())];
    while (this.token(this.at).text === '.' && this.at < this.end) {
      this.at += 1;
      const part = this.take();
      if (part.text === '*') {
        this.put(`${parts.map(quoteIdentifier).join('.')}.*`);
        return;
      }
      parts.push(nameOf(part));
    }
    const qualifiers = [3, 2].find((count) => parts.length > count && this.relations.knows(parts.slice(0, count))) ?? 1;
    const shown = parts.slice(qualifiers - 1).map((part) => this.renamed.get(part) ?? part);
    this.put(shown.map(quoteIdentifier).join('.'));
  }

  /** The select list comes before the tables that it reads. */
  private findRenamed(from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      const { kind, value } = this.token(at);
      if (kind !== 'word' || (value !== 'FROM' && value !== 'JOIN')) continue;
      const parts = [nameOf(this.token(at + 1))];
      while (this.token(at + 2 * parts.length).text === '.') parts.push(nameOf(this.token(at + 2 * parts.length + 1)));
      for (const [column, internal] of this.relations.renamedColumns(parts)) this.renamed.set(column, internal);
    }
  }

  private async table(): Promise<void> {
    const first = this.token(this.at);
    const at = this.position(first);
    const parts = [nameOf(this.take())];
    while (this.token(this.at).text === '.') {
      this.at += 1;
      parts.push(nameOf(this.take()));
    }
    if (this.token(this.at).text === '(' && first.kind === 'word') return this.tableFunction(first);
    const travelled = readTravel(this.statement.sql, this.statement.tokens, this.at);
    const travel = travelled?.travel;
    if (travelled !== undefined) this.at = travelled.next;
    if (parts.length === 1 && travel === undefined && this.ctes.has((parts[0] ?? '').toLowerCase())) {
      return void this.put(quoteIdentifier(parts[0] ?? ''));
    }
    const source = await this.relations.table(parts, travel, at);
    this.put(this.hasAlias() ? source : `${source} AS ${quoteIdentifier(parts.at(-1) ?? '')}`);
  }

  private hasAlias(): boolean {
    const next = this.token(this.at);
    if (this.at >= this.end) return false;
    if (next.kind === 'quoted') return true;
    const keywords = [
      'JOIN',
      'INNER',
      'LEFT',
      'RIGHT',
      'FULL',
      'CROSS',
      'NATURAL',
      'ON',
      'USING',
      'OUTER',
      'ANTI',
      'SEMI',
      'LATERAL',
      'TABLESAMPLE',
      'PIVOT',
      'UNPIVOT',
    ];
    return next.kind === 'word' && !clauseEnd.has(next.value) && !keywords.includes(next.value);
  }

  private async tableFunction(token: Token): Promise<void> {
    const open = this.at;
    const close = this.closing(open + 1);
    const values = this.statement.tokens.slice(open + 1, close).filter((part) => part.text !== ',');
    if (token.value === 'TABLE_CHANGES') {
      const [table, from, to] = values.map((part) => (part.kind === 'number' ? Number(part.text) : part.value));
      if (typeof table !== 'string' || from === undefined) throw this.unexpected(token);
      this.at = close + 1;
      const source = await this.relations.changes(table, from, to);
      return void this.put(this.hasAlias() ? source : `${source} AS table_changes`);
    }
    if (token.value !== 'RANGE' || !values.every((part) => part.kind === 'number'))
      throw unresolvedRoutine(token.text, this.position(token));
    this.at = close + 1;
    const source = `(SELECT range AS id FROM range(${values.map((part) => part.text).join(', ')}))`;
    this.put(this.hasAlias() ? source : `${source} AS range`);
  }

  private position(token: Token): string {
    const before = this.statement.sql.slice(0, token.start).split('\n');
    return `; line ${before.length} pos ${(before.at(-1) ?? '').length}`;
  }

  private lambda(names: readonly string[]): void {
    this.at += 1;
    this.put(`lambda ${names.map(quoteIdentifier).join(', ')} :`);
    this.operators.boundary();
  }

  private call(token: Token, level: Level): void {
    const word = token.value;
    this.at += 2;
    const open = (prefix: string, close = ')', cut = -1) => {
      this.put(prefix);
      this.open(level, { close, cut });
    };
    const ask = (write: Writer, cut = -1) =>
      this.open(level, { cut, finish: (operands) => this.ask(word, operands, write) });
    if (ranking.has(word)) {
      const finish = async (operands: readonly string[]) =>
        `CAST(${word.toLowerCase()}(${operands.join(', ')})${await this.modifiers(level.scope)} AS INTEGER)`;
      return void this.open(level, { finish });
    }
    const typed = typedFunctions.get(word);
    if (typed !== undefined) return void ask(typed);
    if (word === 'SUM' || word === 'AVG' || word === 'MEAN') return void this.aggregate(word, level);
    switch (word) {
      case 'CAST':
      case 'TRY_CAST':
        return void this.cast(word === 'TRY_CAST', open, ask);
      case 'COUNT':
        return void open(`${word}(`);
      case 'EXTRACT': {
        const field = this.token(this.at).value;
        if (!extracted.has(field)) throw unsupported(`extract of ${field}`);
        return void open('CAST(extract(', ') AS INTEGER)');
      }
      case 'STRUCT':
        throw unsupported(`${token.text}()`);
      case 'DOUBLE':
      case 'FLOAT':
        return void open(`CAST((`, `) AS ${word})`);
      case 'CURRENT_USER':
      case 'SESSION_USER':
      case 'USER':
      case 'CURRENT_CATALOG':
      case 'CURRENT_SCHEMA':
      case 'CURRENT_DATABASE':
      case 'CURRENT_METASTORE':
      case 'CURRENT_TIMEZONE':
      case 'CURRENT_DATE':
      case 'CURRENT_TIMESTAMP':
        this.at = this.closing(this.at) + 1;
        return void this.put(this.sessionCall(word));
      case 'TIMESTAMPDIFF':
      case 'TIMESTAMPADD':
        if (word === 'TIMESTAMPDIFF' && this.token(this.at).value === 'MICROSECOND') {
          this.at += 2;
          return void open('dbx_timestampdiff_microsecond(');
        }
        throw unsupported(`${word} of ${this.token(this.at).text}`);
      default: {
        const known = functionName(token.text);
        if (known === undefined) throw unresolvedRoutine(token.text.toLowerCase(), this.position(token));
        if (isVolatile(token.text)) this.deterministic = false;
        return void open(`${known}(`);
      }
    }
  }

  private takeOperands(starts: readonly number[]): string[] {
    const operands = starts.map((start, index) => this.out.slice(start, starts[index + 1]).join(' '));
    this.out.length = starts[0] ?? this.out.length;
    return operands.length === 1 && operands[0] === '' ? [] : operands;
  }

  private async finish(make: NonNullable<Level['finish']>, starts: readonly number[]): Promise<void> {
    this.put(await make(this.takeOperands(starts)));
  }

  /** FILTER and OVER behind an aggregate. */
  private async modifiers(scope: number): Promise<string> {
    let written = '';
    while (this.token(this.at).kind === 'word' && ['FILTER', 'OVER'].includes(this.token(this.at).value)) {
      const named = this.token(this.at + 1).text !== '(';
      const end = named ? this.at + 2 : this.closing(this.at + 2) + 1;
      const inner = new Translation(this.statement, this.relations);
      for (const cte of this.ctes) inner.ctes.add(cte);
      for (const [name, internal] of this.renamed) inner.renamed.set(name, internal);
      inner.question = this.question;
      written += ` ${await inner.translate(this.at, end, { scope })}`;
      this.question = inner.question;
      this.deterministic &&= inner.deterministic;
      this.at = end;
    }
    return written;
  }

  /** The type of an aggregate is that of its argument: DISTINCT, FILTER and OVER go along with each of its parts. */
  private aggregate(word: 'SUM' | 'AVG' | 'MEAN', level: Level): void {
    const { scope } = level;
    const distinct = this.token(this.at).kind === 'word' && this.token(this.at).value === 'DISTINCT';
    if (distinct || this.token(this.at).value === 'ALL') this.at += 1;
    const finish = async ([operand = '']: readonly string[]) => {
      const modifiers = await this.modifiers(scope);
      const call = (name: string, argument: string) => `${name}(${distinct ? 'DISTINCT ' : ''}${argument})${modifiers}`;
      const write: Writer = (operands) => writeAggregate(word === 'SUM' ? 'SUM' : 'AVG', operands, call);
      const identity = `${scope} ${word} ${distinct} ${modifiers}`;
      return this.statement.questions.ask(identity, [operand], write, (probe) => call('max', probe));
    };
    this.open(level, { finish });
  }

  private sessionCall(word: string): string {
    const value = sessionValue(this.statement, word);
    if (value === undefined) this.deterministic = false;
    return value ?? (word === 'CURRENT_DATE' ? 'current_date' : 'now()');
  }

  private cast(
    tolerant: boolean,
    open: (prefix: string, close?: string, cut?: number) => void,
    ask: (write: Writer, cut: number) => void,
  ): void {
    const close = this.closing(this.at);
    let as = -1;
    let depth = 0;
    for (let at = this.at; at < close; at += 1) {
      const { kind, text, value } = this.token(at);
      if (kind === 'symbol' && text === '(') depth += 1;
      else if (kind === 'symbol' && text === ')') depth -= 1;
      else if (depth === 0 && kind === 'word' && value === 'AS') as = at;
    }
    if (as < 0) throw this.unexpected(this.token(close));
    const { type, next } = readType(this.statement.tokens, as + 1);
    if (next !== close) throw this.unexpected(this.token(next));
    if (type.kind === 'string') return void ask(writeText, as);
    if (type.kind === 'plain' && integers.has(type.name)) {
      return void open(`dbx_${tolerant ? 'try' : 'to'}_${type.name.toLowerCase()}(`, ')', as);
    }
    if (type.kind === 'plain' && type.name === 'BINARY') return void open('encode(', ')', as);
    open(`${tolerant ? 'TRY_CAST' : 'CAST'}(`, ` AS ${storageType(type)})`, as);
  }

  private interval(): void {
    this.at += 1;
    const sign = this.token(this.at).text === '-' ? this.take().text : '';
    const value = this.take().value;
    const unit = this.take().value;
    if (this.token(this.at).kind === 'word' && this.token(this.at).value === 'TO') {
      throw unsupported('interval literals of several units');
    }
    this.put(intervalLiteral(`${sign}${value}`, unit));
  }

  /** Backslash escapes in patterns there, nothing here unless asked. */
  private like(): void {
    const word = this.take().text;
    const pattern = this.token(this.at);
    if (pattern.kind !== 'string' && pattern.kind !== 'parameter') throw unsupported(`${word} of an expression`);
    this.at += 1;
    const text = pattern.kind === 'string' ? textLiteral(pattern.value) : this.parameter(pattern);
    const escaped = this.token(this.at).kind === 'word' && this.token(this.at).value === 'ESCAPE';
    this.put(escaped ? `${word} ${text}` : `${word} ${text} ESCAPE '\\'`);
  }

  private parameter(token: Token): string {
    if (token.value === '?') this.question += 1;
    const literal = parameterLiteral(this.statement.parameters, token.value, this.question);
    if (literal !== undefined) return literal;
    throw unboundParameter(token.value === '?' ? `_${token.start}` : token.value, this.position(token));
  }

  private unexpected(token: Token): Error {
    return syntaxError(this.statement.sql, token.start, token.kind === 'end' ? 'end of input' : `'${token.text}'`);
  }
}
