import { unsupportedType } from './errors.ts';
import { quoteIdentifier } from './quote.ts';
import { type Token, tokenize } from './tokenize.ts';

/** A Databricks type. */
export type Type =
  | { readonly kind: 'plain'; readonly name: PlainName }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'string'; readonly declared: string }
  | { readonly kind: 'yearMonth' | 'dayTime'; readonly units: string }
  | { readonly kind: 'geo'; readonly name: 'GEOMETRY' | 'GEOGRAPHY'; readonly srid: string }
  | { readonly kind: 'array'; readonly element: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'struct'; readonly fields: readonly Field[] };

export interface Field {
  readonly name: string;
  readonly type: Type;
}

const plain = {
  BOOLEAN: 'BOOLEAN',
  TINYINT: 'TINYINT',
  SMALLINT: 'SMALLINT',
  INT: 'INTEGER',
  BIGINT: 'BIGINT',
  FLOAT: 'FLOAT',
  DOUBLE: 'DOUBLE',
  BINARY: 'BLOB',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMPTZ',
  TIMESTAMP_NTZ: 'TIMESTAMP',
  VARIANT: 'VARCHAR',
  VOID: 'INTEGER',
} as const;

export type PlainName = keyof typeof plain;

const synonyms: Record<string, PlainName> = {
  BYTE: 'TINYINT',
  SHORT: 'SMALLINT',
  INTEGER: 'INT',
  LONG: 'BIGINT',
  REAL: 'FLOAT',
  TIMESTAMP_LTZ: 'TIMESTAMP',
};

/** Starts the only field of a struct by which DuckDB keeps a type that it does not have itself. */
export const nominalMark = '#';

/** The type in DuckDB's own words. What DuckDB lacks is a struct of one field, named by the mark and the type. */
export function storageType(type: Type): string {
  switch (type.kind) {
    case 'plain':
      return type.name === 'VARIANT' || type.name === 'VOID' ? nominal(type.name, plain[type.name]) : plain[type.name];
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'string':
      return 'VARCHAR';
    case 'yearMonth':
      return nominal(typeText(type), 'INTEGER');
    case 'dayTime':
      return nominal(typeText(type), 'BIGINT');
    case 'geo':
      return nominal(typeText(type), 'BLOB');
    case 'array':
      return `${storageType(type.element)}[]`;
    case 'map':
      return `MAP(${storageType(type.key)}, ${storageType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${quoteIdentifier(field.name)} ${storageType(field.type)}`).join(', ')})`;
  }
}

function nominal(name: string, base: string): string {
  return `STRUCT(${quoteIdentifier(nominalMark + name)} ${base})`;
}

/** Upper case with `: ` in structs, as a result's manifest spells it. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'plain':
      return type.name;
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'string':
      return 'STRING';
    case 'yearMonth':
    case 'dayTime':
      return `INTERVAL ${type.units}`;
    case 'geo':
      return `${type.name}(${type.srid})`;
    case 'array':
      return `ARRAY<${typeText(type.element)}>`;
    case 'map':
      return `MAP<${typeText(type.key)}, ${typeText(type.value)}>`;
    case 'struct':
      return `STRUCT<${type.fields.map((field) => `${fieldName(field.name)}: ${typeText(field.type)}`).join(', ')}>`;
  }
}

/** Lower case as Unity Catalog and DESCRIBE spell it, with lengths and collations. */
export function declaredText(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.declared;
    case 'array':
      return `array<${declaredText(type.element)}>`;
    case 'map':
      return `map<${declaredText(type.key)},${declaredText(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map((field) => `${fieldName(field.name)}:${declaredText(field.type)}`).join(',')}>`;
    default:
      return typeText(type).toLowerCase();
  }
}

function fieldName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

export function parseType(text: string): Type {
  const tokens = tokenize(text);
  const { type, next } = readType(tokens, 0);
  if (tokens[next]?.kind !== 'end') throw unsupportedType(text);
  return type;
}

/** Reads one type from `at` on; `>>` at the end of nested types counts as two. */
export function readType(source: readonly Token[], at: number): { type: Type; next: number } {
  const reader = new TypeReader(source, at);
  const type = reader.read();
  if (reader.halfClosed) throw unsupportedType(source[reader.at]?.text ?? '');
  return { type, next: reader.at };
}

class TypeReader {
  readonly tokens: readonly Token[];
  at: number;
  halfClosed = false;

  constructor(tokens: readonly Token[], at: number) {
    this.tokens = tokens;
    this.at = at;
  }

  read(): Type {
    const word = this.take().value;
    const name = synonyms[word] ?? word;
    if (isPlain(name)) return { kind: 'plain', name };
    switch (name) {
      case 'STRING':
        return this.word('COLLATE')
          ? { kind: 'string', declared: `string collate ${this.take().text}` }
          : { kind: 'string', declared: 'string' };
      case 'CHAR':
      case 'CHARACTER':
      case 'VARCHAR': {
        const [length] = this.numbers();
        if (length === undefined) throw unsupportedType(name);
        return { kind: 'string', declared: `${name === 'VARCHAR' ? 'varchar' : 'char'}(${length})` };
      }
      case 'DECIMAL':
      case 'DEC':
      case 'NUMERIC': {
        const [precision = 10, scale = 0] = this.numbers();
        if (precision > 38 || precision < 1 || scale > precision)
          throw unsupportedType(`DECIMAL(${precision},${scale})`);
        return { kind: 'decimal', precision, scale };
      }
      case 'INTERVAL': {
        const from = this.take().value;
        const units = this.word('TO') ? `${from} TO ${this.take().value}` : from;
        return { kind: /YEAR|MONTH/.test(units) ? 'yearMonth' : 'dayTime', units };
      }
      case 'GEOMETRY':
      case 'GEOGRAPHY': {
        this.symbol('(');
        const srid = this.take().text;
        this.symbol(')');
        return { kind: 'geo', name, srid };
      }
      case 'ARRAY': {
        this.open();
        const element = this.read();
        this.close();
        return { kind: 'array', element };
      }
      case 'MAP': {
        this.open();
        const key = this.read();
        this.symbol(',');
        const value = this.read();
        this.close();
        return { kind: 'map', key, value };
      }
      case 'STRUCT': {
        this.open();
        const fields: Field[] = [];
        do {
          const token = this.take();
          const fieldName = token.kind === 'quoted' ? token.value : token.text;
          const colon = this.peek();
          // `a:int` reads as a parameter where no blank follows the colon.
          if (colon.kind === 'parameter') fields.push({ name: fieldName, type: this.readNamed() });
          else {
            if (colon.text === ':') this.at += 1;
            fields.push({ name: fieldName, type: this.read() });
          }
          if (this.word('NOT')) this.take();
          if (this.word('COMMENT')) this.take();
        } while (this.tryPunctuation(','));
        this.close();
        return { kind: 'struct', fields };
      }
      default:
        throw unsupportedType(word);
    }
  }

  private readNamed(): Type {
    const token = this.take();
    const rest = tokenize(token.text.slice(1)).slice(0, -1);
    const reader = new TypeReader([...rest, ...this.tokens.slice(this.at)], 0);
    const type = reader.read();
    this.at += reader.at - rest.length;
    this.halfClosed = reader.halfClosed;
    return type;
  }

  private peek(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw unsupportedType('');
    return token;
  }

  private take(): Token {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  private word(text: string): boolean {
    if (this.peek().kind !== 'word' || this.peek().value !== text) return false;
    this.at += 1;
    return true;
  }

  private tryPunctuation(text: string): boolean {
    if (this.halfClosed || this.peek().text !== text) return false;
    this.at += 1;
    return true;
  }

  private symbol(text: string): void {
    if (!this.tryPunctuation(text)) throw unsupportedType(this.peek().text);
  }

  private open(): void {
    this.symbol('<');
  }

  private close(): void {
    if (this.halfClosed) {
      this.halfClosed = false;
      this.at += 1;
    } else if (this.peek().text === '>>') this.halfClosed = true;
    else this.symbol('>');
  }

  private numbers(): number[] {
    if (!this.tryPunctuation('(')) return [];
    const numbers = [Number(this.take().text)];
    while (this.tryPunctuation(',')) numbers.push(Number(this.take().text));
    this.symbol(')');
    return numbers;
  }
}

function isPlain(name: string): name is PlainName {
  return Object.hasOwn(plain, name);
}
