import type { Draft, Level } from './draft.ts';
import { unresolvedRoutine, unsupported } from './errors.ts';
import { functionName, isVolatile } from './functions.ts';
import { sessionValue } from './session-literals.ts';
import { extracted, integers, ranking } from './token-words.ts';
import type { Token } from './tokenize.ts';
import type { Writer } from './typed/questions.ts';
import { writeText } from './typed/text-functions.ts';
import { writeAggregate } from './typed/typed-aggregates.ts';
import { typedFunctions } from './typed/typed-functions.ts';
import { readType, storageType } from './types.ts';

export function translateCall(draft: Draft, token: Token, level: Level): void {
  const word = token.value;
  draft.at += 2;
  const open = (prefix: string, close = ')', cut = -1) => {
    draft.put(prefix);
    draft.open(level, { close, cut });
  };
  const ask = (write: Writer, cut = -1) =>
    draft.open(level, { cut, finish: (operands) => draft.ask(word, operands, write) });
  if (ranking.has(word)) {
    const finish = async (operands: readonly string[]) =>
      `CAST(${word.toLowerCase()}(${operands.join(', ')})${await translateModifiers(draft, level.scope)} AS INTEGER)`;
    return void draft.open(level, { finish });
  }
  const typed = typedFunctions.get(word);
  if (typed !== undefined) return void ask(typed);
  if (word === 'SUM' || word === 'AVG' || word === 'MEAN') return void translateAggregate(draft, word, level);
  switch (word) {
    case 'CAST':
    case 'TRY_CAST':
      return void translateCast(draft, word === 'TRY_CAST', open, ask);
    case 'COUNT':
      return void open(`${word}(`);
    case 'EXTRACT': {
      const field = draft.token(draft.at).value;
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
      draft.at = draft.closing(draft.at) + 1;
      return void draft.put(translateSessionCall(draft, word));
    case 'TIMESTAMPDIFF':
    case 'TIMESTAMPADD':
      if (word === 'TIMESTAMPDIFF' && draft.token(draft.at).value === 'MICROSECOND') {
        draft.at += 2;
        return void open('dbx_timestampdiff_microsecond(');
      }
      throw unsupported(`${word} of ${draft.token(draft.at).text}`);
    default: {
      const known = functionName(token.text);
      if (known === undefined) throw unresolvedRoutine(token.text.toLowerCase(), draft.position(token));
      if (isVolatile(token.text)) draft.deterministic = false;
      return void open(`${known}(`);
    }
  }
}

/** The type of an aggregate is that of its argument: DISTINCT, FILTER and OVER go along with each of its parts. */
function translateAggregate(draft: Draft, word: 'SUM' | 'AVG' | 'MEAN', level: Level): void {
  const { scope } = level;
  const distinct = draft.token(draft.at).kind === 'word' && draft.token(draft.at).value === 'DISTINCT';
  if (distinct || draft.token(draft.at).value === 'ALL') draft.at += 1;
  const finish = async ([operand = '']: readonly string[]) => {
    const modifiers = await translateModifiers(draft, scope);
    const call = (name: string, argument: string) => `${name}(${distinct ? 'DISTINCT ' : ''}${argument})${modifiers}`;
    const write: Writer = (operands) => writeAggregate(word === 'SUM' ? 'SUM' : 'AVG', operands, call);
    const identity = `${scope} ${word} ${distinct} ${modifiers}`;
    return draft.statement.questions.ask(identity, [operand], write, (probe) => call('max', probe));
  };
  draft.open(level, { finish });
}

/** FILTER and OVER behind an aggregate. */
async function translateModifiers(draft: Draft, scope: number): Promise<string> {
  let written = '';
  while (draft.token(draft.at).kind === 'word' && ['FILTER', 'OVER'].includes(draft.token(draft.at).value)) {
    const named = draft.token(draft.at + 1).text !== '(';
    const end = named ? draft.at + 2 : draft.closing(draft.at + 2) + 1;
    written += ` ${await draft.translatePart(draft.at, end, scope)}`;
    draft.at = end;
  }
  return written;
}

function translateSessionCall(draft: Draft, word: string): string {
  const value = sessionValue(draft.statement, word);
  if (value === undefined) draft.deterministic = false;
  return value ?? (word === 'CURRENT_DATE' ? 'current_date' : 'now()');
}

function translateCast(
  draft: Draft,
  tolerant: boolean,
  open: (prefix: string, close?: string, cut?: number) => void,
  ask: (write: Writer, cut: number) => void,
): void {
  const close = draft.closing(draft.at);
  let as = -1;
  let depth = 0;
  for (let at = draft.at; at < close; at += 1) {
    const { kind, text, value } = draft.token(at);
    if (kind === 'symbol' && text === '(') depth += 1;
    else if (kind === 'symbol' && text === ')') depth -= 1;
    else if (depth === 0 && kind === 'word' && value === 'AS') as = at;
  }
  if (as < 0) throw draft.unexpected(draft.token(close));
  const { type, next } = readType(draft.statement.tokens, as + 1);
  if (next !== close) throw draft.unexpected(draft.token(next));
  if (type.kind === 'string') return void ask(writeText, as);
  if (type.kind === 'plain' && integers.has(type.name)) {
    return void open(`dbx_${tolerant ? 'try' : 'to'}_${type.name.toLowerCase()}(`, ')', as);
  }
  if (type.kind === 'plain' && type.name === 'BINARY') return void open('encode(', ')', as);
  open(`${tolerant ? 'TRY_CAST' : 'CAST'}(`, ` AS ${storageType(type)})`, as);
}
