import { ReplicatorError } from '../../shared/errors.ts';

/** A Databricks SQL type, parsed. */
export type DatabricksType =
  | { readonly kind: 'simple'; readonly name: SimpleTypeName }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  /** STRING, CHAR(n), VARCHAR(n), each perhaps collated. */
  | { readonly kind: 'text'; readonly text: string; readonly collation?: string }
  | { readonly kind: 'interval'; readonly text: string }
  /** GEOMETRY(srid), GEOGRAPHY(srid). */
  | { readonly kind: 'spatial'; readonly text: string; readonly srid?: string }
  | { readonly kind: 'array'; readonly element: DatabricksType }
  | { readonly kind: 'map'; readonly key: DatabricksType; readonly value: DatabricksType }
  | { readonly kind: 'struct'; readonly fields: readonly DatabricksField[] };

export interface DatabricksField {
  readonly name: string;
  readonly type: DatabricksType;
}

export type SimpleTypeName =
  | 'BOOLEAN'
  | 'TINYINT'
  | 'SMALLINT'
  | 'INT'
  | 'BIGINT'
  | 'FLOAT'
  | 'DOUBLE'
  | 'BINARY'
  | 'DATE'
  | 'TIMESTAMP'
  | 'TIMESTAMP_NTZ'
  | 'VARIANT'
  | 'VOID';

const simpleNames: Readonly<Record<string, SimpleTypeName>> = {
  BOOLEAN: 'BOOLEAN',
  BYTE: 'TINYINT',
  TINYINT: 'TINYINT',
  SHORT: 'SMALLINT',
  SMALLINT: 'SMALLINT',
  INT: 'INT',
  INTEGER: 'INT',
  LONG: 'BIGINT',
  BIGINT: 'BIGINT',
  REAL: 'FLOAT',
  FLOAT: 'FLOAT',
  DOUBLE: 'DOUBLE',
  BINARY: 'BINARY',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  TIMESTAMP_LTZ: 'TIMESTAMP',
  TIMESTAMP_NTZ: 'TIMESTAMP_NTZ',
  VARIANT: 'VARIANT',
  VOID: 'VOID',
  NULL: 'VOID',
};

/** @throws ReplicatorError `type.unknown` for a type that this build does not know. */
export function parseDatabricksType(text: string): DatabricksType {
  return new TypeParser(text).parse();
}

/** The type as text in one spelling: upper case, `ARRAY<STRUCT<a: INT>>`. */
export function formatDatabricksType(type: DatabricksType): string {
  switch (type.kind) {
    case 'simple':
      return type.name;
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'text':
      return type.collation === undefined ? type.text : `${type.text} COLLATE ${type.collation}`;
    case 'interval':
    case 'spatial':
      return type.text;
    case 'array':
      return `ARRAY<${formatDatabricksType(type.element)}>`;
    case 'map':
      return `MAP<${formatDatabricksType(type.key)}, ${formatDatabricksType(type.value)}>`;
    case 'struct':
      return `STRUCT<${type.fields.map((f) => `${formatFieldName(f.name)}: ${formatDatabricksType(f.type)}`).join(', ')}>`;
  }
}

function formatFieldName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

class TypeParser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  parse(): DatabricksType {
    const type = this.type();
    this.space();
    if (this.at < this.text.length) this.fail();
    return type;
  }

  private type(): DatabricksType {
    const word = this.word().toUpperCase();
    switch (word) {
      case 'DECIMAL':
      case 'DEC':
      case 'NUMERIC': {
        const [precision = '10', scale = '0'] = this.parameters();
        return { kind: 'decimal', precision: Number(precision), scale: Number(scale) };
      }
      case 'STRING':
        return this.collated('STRING');
      case 'CHAR':
      case 'CHARACTER':
      case 'VARCHAR':
        return this.collated(`${word === 'VARCHAR' ? word : 'CHAR'}(${this.parameters().join(',')})`);
      case 'INTERVAL':
        return { kind: 'interval', text: this.interval() };
      case 'GEOMETRY':
      case 'GEOGRAPHY': {
        const parameters = this.parameters();
        const text = parameters.length > 0 ? `${word}(${parameters.join(',')})` : word;
        return { kind: 'spatial', text, ...(parameters[0] === undefined ? {} : { srid: parameters[0] }) };
      }
      case 'ARRAY': {
        this.expect('<');
        const element = this.type();
        this.expect('>');
        return { kind: 'array', element };
      }
      case 'MAP': {
        this.expect('<');
        const key = this.type();
        this.expect(',');
        const value = this.type();
        this.expect('>');
        return { kind: 'map', key, value };
      }
      case 'STRUCT':
        return { kind: 'struct', fields: this.fields() };
      default: {
        const name = simpleNames[word];
        return name === undefined ? this.fail() : { kind: 'simple', name };
      }
    }
  }

  private fields(): DatabricksField[] {
    const fields: DatabricksField[] = [];
    this.expect('<');
    while (!this.accept('>')) {
      if (fields.length > 0) this.expect(',');
      const name = this.fieldName();
      this.accept(':');
      const type = this.type();
      fields.push({ name, type });
      this.fieldSuffix();
    }
    return fields;
  }

  /** `NOT NULL` and `COMMENT '…'` behind a struct field say nothing about its type. */
  private fieldSuffix(): void {
    this.match(/NOT\s+NULL\b/iy);
    this.match(/COMMENT\s+'(?:[^'\\]|\\.|'')*'/isy);
  }

  private fieldName(): string {
    const quoted = this.match(/`((?:[^`]|``)*)`/y);
    if (quoted !== undefined) return quoted.slice(1, -1).replaceAll('``', '`');
    return this.match(/[^\s:,<>`]+/y) ?? this.fail();
  }

  private collated(text: string): DatabricksType {
    if (this.match(/COLLATE\b/iy) === undefined) return { kind: 'text', text };
    return { kind: 'text', text, collation: this.word() };
  }

  private interval(): string {
    const from = this.word().toUpperCase();
    if (this.match(/TO\b/iy) === undefined) return `INTERVAL ${from}`;
    return `INTERVAL ${from} TO ${this.word().toUpperCase()}`;
  }

  private parameters(): string[] {
    if (!this.accept('(')) return [];
    const inner = this.match(/[^()]*/y) ?? '';
    this.expect(')');
    return inner.split(',').map((part) => part.trim());
  }

  private word(): string {
    return this.match(/[A-Za-z_][A-Za-z0-9_]*/y) ?? this.fail();
  }

  private match(pattern: RegExp): string | undefined {
    this.space();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private accept(symbol: string): boolean {
    this.space();
    if (!this.text.startsWith(symbol, this.at)) return false;
    this.at += symbol.length;
    return true;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) this.fail();
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private fail(): never {
    throw new ReplicatorError('type.unknown', `The type "${this.text}" is not known here.`, {
      facts: { type: this.text },
    });
  }
}
