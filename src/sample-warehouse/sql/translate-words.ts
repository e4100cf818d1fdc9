import type { Draft, Level } from './draft.ts';
import { unsupported } from './errors.ts';
import { quoteIdentifier, textLiteral } from './quote.ts';
import { breaks, clauseEnd, nameOf, notFunctions, plainType, queryStart, refused } from './token-words.ts';
import type { Token } from './tokenize.ts';
import { translateCall } from './translate-calls.ts';
import { readCtes } from './translate-tables.ts';
import { intervalLiteral } from './typed/interval-literal.ts';
import { writeIn } from './typed/write-operator.ts';
import { storageType } from './types.ts';

export function translateWord(draft: Draft, token: Token, level: Level): Promise<void> | void {
  const word = token.value;
  const next = draft.token(draft.at + 1);
  if (next.text === '->') return void translateLambda(draft, [draft.take().text]);
  if (next.text === '(' && draft.at > 0 && draft.token(draft.at - 1).value === 'AS') return translateAlias(draft);
  if (draft.operators.hasOperand && takePredicate(draft, token, level)) return;
  if (word === 'WHEN' && next.text !== '.') {
    const subject = draft.operators.branchSubject();
    if (subject !== undefined) return translateComparedBranch(draft, subject);
  }
  if (breaks.has(word) && next.text !== '.') draft.operators.boundary();
  else if (word !== 'END' || !draft.operators.closeBranch()) draft.operators.operand();
  if (next.text === '.') return void translateNames(draft);
  const called =
    next.text === '(' &&
    (!notFunctions.has(word) || (word === 'FILTER' && draft.token(draft.at + 2).value !== 'WHERE'));
  if (called) return void translateCall(draft, token, level);
  if (refused.has(word)) throw unsupported(word);
  enterClause(draft, word, level);
  if ((word === 'DATE' || word.startsWith('TIMESTAMP')) && next.kind === 'string') {
    const type = storageType(
      word === 'DATE' ? plainType('DATE') : plainType(word === 'TIMESTAMP_NTZ' ? 'TIMESTAMP_NTZ' : 'TIMESTAMP'),
    );
    draft.at += 2;
    return void draft.put(`CAST(${textLiteral(next.value)} AS ${type})`);
  }
  if (word === 'X' && next.kind === 'string') {
    draft.at += 2;
    return void draft.put(`unhex(${textLiteral(next.value)})`);
  }
  if (word === 'INTERVAL' && (next.kind === 'string' || next.kind === 'number' || next.text === '-'))
    return void translateInterval(draft);
  if (word === 'LIKE' || word === 'ILIKE') return void translateLike(draft);
  draft.at += 1;
  if (word === 'CASE') {
    draft.put(token.text);
    return draft.operators.openBranch();
  }
  if (word === 'MINUS') return void draft.put('EXCEPT');
  if (word === 'CURRENT_DATE' || word === 'CURRENT_TIMESTAMP') {
    draft.deterministic = false;
    return void draft.put(word === 'CURRENT_DATE' ? 'current_date' : 'now()');
  }
  if (word === 'CURRENT_USER') return void draft.put(textLiteral(draft.statement.user));
  const renamed = draft.renamed.get(token.text);
  draft.put(renamed === undefined ? token.text : quoteIdentifier(renamed));
}

/** `CASE x WHEN y` as `CASE WHEN x = y`, so that the types of both count. */
function translateComparedBranch(draft: Draft, subject: string): void {
  draft.put(draft.take().text);
  draft.operators.operand();
  draft.put(subject);
  draft.operators.infix('=');
}

function enterClause(draft: Draft, word: string, level: Level): void {
  if (word === 'SELECT') {
    level.query = true;
    level.from = false;
    level.expectTable = false;
    level.scope = draft.statement.questions.scope();
  } else if (word === 'FROM' && level.query && draft.token(draft.at - 1).value !== 'DISTINCT') {
    level.from = true;
    level.expectTable = true;
  } else if (word === 'JOIN') level.expectTable = true;
  else if (clauseEnd.has(word)) {
    if (!draft.operators.inBranch) level.assigns = undefined;
    level.from = false;
    level.expectTable = false;
  } else if (word === 'WITH' || word === 'VALUES') {
    level.expectTable = false;
    if (word === 'WITH') readCtes(draft);
  }
}

/** Words behind an operand that work on it: whether this is one of them, which is then taken. */
function takePredicate(draft: Draft, token: Token, level: Level): boolean {
  const negated = token.value === 'NOT';
  const word = negated ? draft.token(draft.at + 1).value : token.value;
  const count = negated ? 2 : 1;
  const after = draft.token(draft.at + count);
  if (word === 'IN' && after.text === '(' && !queryStart.has(draft.token(draft.at + count + 1).value)) {
    draft.at += count + 1;
    const value = draft.operators.takeValue();
    const name = negated ? 'NOT IN' : 'IN';
    draft.open(level, { finish: (items) => draft.ask(name, [value, ...items], writeIn(name)) });
    return true;
  }
  const bounds = ['ROWS', 'RANGE'].includes(draft.token(draft.at - 1).value);
  if (word === 'BETWEEN' && !bounds) {
    draft.at += count;
    return draft.operators.infix(negated ? 'NOT BETWEEN' : 'BETWEEN');
  }
  if (negated) return false;
  if (word === 'DIV' || (word === 'AND' && draft.operators.isBetween)) {
    draft.at += 1;
    return draft.operators.infix(word);
  }
  const window =
    (word === 'OVER' || (word === 'FILTER' && draft.token(draft.at + 2).value !== 'WHERE')) &&
    (after.text === '(' || word === 'OVER');
  if (!window && !((word === 'IGNORE' || word === 'RESPECT') && after.value === 'NULLS')) return false;
  draft.put(token.text);
  draft.at += 1;
  if (!window) draft.put(draft.take().text);
  else draft.operators.continue();
  return true;
}

export function translateNames(draft: Draft): void {
  const parts = [nameOf(draft.take())];
  while (draft.token(draft.at).text === '.' && draft.at < draft.end) {
    draft.at += 1;
    const part = draft.take();
    if (part.text === '*') {
      draft.put(`${parts.map(quoteIdentifier).join('.')}.*`);
      return;
    }
    parts.push(nameOf(part));
  }
  const qualifiers = [3, 2].find((count) => parts.length > count && draft.relations.knows(parts.slice(0, count))) ?? 1;
  const shown = parts.slice(qualifiers - 1).map((part) => draft.renamed.get(part) ?? part);
  draft.put(shown.map(quoteIdentifier).join('.'));
}

/** `AS name(column, …)` behind a query. */
function translateAlias(draft: Draft): void {
  draft.operators.boundary();
  const name = nameOf(draft.take());
  const close = draft.closing(draft.at + 1);
  const columns: string[] = [];
  for (draft.at += 1; draft.at < close; ) {
    columns.push(nameOf(draft.take()));
    if (draft.at < close && draft.take().text !== ',') throw draft.unexpected(draft.token(draft.at - 1));
  }
  draft.at = close + 1;
  draft.put(`${quoteIdentifier(name)}(${columns.map(quoteIdentifier).join(', ')})`);
}

function translateLambda(draft: Draft, names: readonly string[]): void {
  draft.at += 1;
  draft.put(`lambda ${names.map(quoteIdentifier).join(', ')} :`);
  draft.operators.boundary();
}

function translateInterval(draft: Draft): void {
  draft.at += 1;
  const sign = draft.token(draft.at).text === '-' ? draft.take().text : '';
  const value = draft.take().value;
  const unit = draft.take().value;
  if (draft.token(draft.at).kind === 'word' && draft.token(draft.at).value === 'TO') {
    throw unsupported('interval literals of several units');
  }
  draft.put(intervalLiteral(`${sign}${value}`, unit));
}

/** Backslash escapes in patterns there, nothing here unless asked. */
function translateLike(draft: Draft): void {
  const word = draft.take().text;
  const pattern = draft.token(draft.at);
  if (pattern.kind !== 'string' && pattern.kind !== 'parameter') throw unsupported(`${word} of an expression`);
  draft.at += 1;
  const text = pattern.kind === 'string' ? textLiteral(pattern.value) : draft.parameter(pattern);
  const escaped = draft.token(draft.at).kind === 'word' && draft.token(draft.at).value === 'ESCAPE';
  draft.put(escaped ? `${word} ${text}` : `${word} ${text} ESCAPE '\\'`);
}
