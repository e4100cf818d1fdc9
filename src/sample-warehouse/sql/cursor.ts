import { syntaxError } from './errors.ts';
import { type Token, tokenize } from './tokenize.ts';

/** Reads a command word by word. */
export class Cursor {
  readonly sql: string;
  readonly tokens: readonly Token[];
  at = 0;

  constructor(sql: string) {
    this.sql = sql;
    const tokens = tokenize(sql);
    const last = tokens.at(-2);
    this.tokens = last?.text === ';' ? [...tokens.slice(0, -2), ...tokens.slice(-1)] : tokens;
  }

  peek(offset = 0): Token {
    const token = this.tokens[Math.min(this.at + offset, this.tokens.length - 1)];
    if (token === undefined) throw new TypeError('no tokens');
    return token;
  }

  take(): Token {
    const token = this.peek();
    if (token.kind === 'end') throw this.unexpected();
    this.at += 1;
    return token;
  }

  /** Index of the token that ends the statement. */
  get last(): number {
    return this.tokens.length - 1;
  }

  get done(): boolean {
    return this.peek().kind === 'end';
  }

  is(...words: string[]): boolean {
    return words.every((word, index) => {
      const token = this.peek(index);
      return (token.kind === 'word' ? token.value : token.kind === 'symbol' ? token.text : '') === word;
    });
  }

  /** Takes the words if they are next. */
  skip(...words: string[]): boolean {
    if (!this.is(...words)) return false;
    this.at += words.length;
    return true;
  }

  expect(...words: string[]): void {
    for (const word of words) if (!this.skip(word)) throw this.unexpected();
  }

  finish(): void {
    if (!this.done) throw this.unexpected();
  }

  name(): string {
    const token = this.take();
    if (token.kind === 'quoted') return token.value;
    if (token.kind === 'word') return token.text;
    this.at -= 1;
    throw this.unexpected();
  }

  names(): string[] {
    const parts = [this.name()];
    while (this.skip('.')) parts.push(this.name());
    return parts;
  }

  string(): string {
    const token = this.take();
    if (token.kind === 'string') return token.value;
    this.at -= 1;
    throw this.unexpected();
  }

  unexpected(): Error {
    const token = this.peek();
    return syntaxError(this.sql, token.start, token.kind === 'end' ? 'end of input' : `'${token.text}'`);
  }
}
