/** A SQL type as the warehouse spells it in `typeText`. */
export type SqlType =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'interval'; readonly unit: 'yearMonth' | 'dayTime'; readonly text: string }
  | { readonly kind: 'array'; readonly element: SqlType }
  | { readonly kind: 'map'; readonly key: SqlType; readonly value: SqlType }
  | { readonly kind: 'struct'; readonly fields: readonly SqlField[] };

interface SqlField {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
}

const tokenPattern = /\s*(`(?:[^`]|``)*`|'(?:[^'\\]|\\.)*'|[A-Za-z0-9_$\u0080-\uffff]+|[<>(),:])/gy;

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  let end = 0;
  for (let match = tokenPattern.exec(text); match !== null; match = tokenPattern.exec(text)) {
    end = tokenPattern.lastIndex;
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  if (text.slice(end).trim() !== '') throw new TypeError(`Not a SQL type: ${text}`);
  return tokens;
}

class TypeParser {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  whole(): SqlType {
    const type = this.#type();
    if (this.#next < this.#tokens.length) this.#refuse();
    return type;
  }

  #type(): SqlType {
    const name = this.#take().toUpperCase();
    switch (name) {
      case 'ARRAY':
        return this.#bracketed(() => ({ kind: 'array', element: this.#type() }));
      case 'MAP':
        return this.#bracketed(() => {
          const key = this.#type();
          this.#expect(',');
          return { kind: 'map', key, value: this.#type() };
        });
      case 'STRUCT':
        return this.#bracketed(() => ({ kind: 'struct', fields: this.#fields() }));
      case 'INTERVAL':
        return this.#interval();
      case 'DECIMAL':
      case 'DEC':
      case 'NUMERIC':
        return this.#decimal();
      default:
        return { kind: 'scalar', name: this.#scalar(name) };
    }
  }

  #scalar(name: string): string {
    if (this.#peek() === '(') while (this.#take() !== ')');
    if (this.#peek()?.toUpperCase() === 'COLLATE') this.#next += 2;
    if (name === 'VARCHAR' || name === 'CHAR') return 'STRING';
    return name === 'INTEGER' ? 'INT' : name;
  }

  #decimal(): SqlType {
    if (this.#peek() !== '(') return { kind: 'decimal', precision: 10, scale: 0 };
    this.#expect('(');
    const precision = Number(this.#take());
    let scale = 0;
    if (this.#peek() === ',') {
      this.#expect(',');
      scale = Number(this.#take());
    }
    this.#expect(')');
    return { kind: 'decimal', precision, scale };
  }

  #interval(): SqlType {
    const words = ['INTERVAL', this.#take().toUpperCase()];
    if (this.#peek()?.toUpperCase() === 'TO') words.push(this.#take().toUpperCase(), this.#take().toUpperCase());
    const unit = words[1] === 'YEAR' || words[1] === 'MONTH' ? 'yearMonth' : 'dayTime';
    return { kind: 'interval', unit, text: words.join(' ') };
  }

  #fields(): SqlField[] {
    const fields: SqlField[] = [];
    while (this.#peek() !== '>') {
      if (fields.length > 0) this.#expect(',');
      const name = this.#take();
      if (this.#peek() === ':') this.#next++;
      const type = this.#type();
      let nullable = true;
      while (this.#peek() !== ',' && this.#peek() !== '>') {
        if (this.#take().toUpperCase() === 'NOT') nullable = false;
      }
      fields.push({ name: name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name, type, nullable });
    }
    return fields;
  }

  #bracketed(inner: () => SqlType): SqlType {
    this.#expect('<');
    const type = inner();
    this.#expect('>');
    return type;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(): string {
    const token = this.#tokens[this.#next++];
    return token ?? this.#refuse();
  }

  #expect(token: string): void {
    if (this.#take() !== token) this.#refuse();
  }

  #refuse(): never {
    throw new TypeError(`Not a SQL type: ${this.#text}`);
  }
}

/** @throws TypeError */
export function parseSqlType(text: string): SqlType {
  return new TypeParser(text).whole();
}
