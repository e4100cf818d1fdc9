import type { Draft } from './draft.ts';
import { unresolvedRoutine } from './errors.ts';
import { quoteIdentifier } from './quote.ts';
import { readTravel } from './read-travel.ts';
import { clauseEnd, nameOf } from './token-words.ts';
import type { Token } from './tokenize.ts';

/** The select list comes before the tables that it reads. */
export function findRenamed(draft: Draft, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const { kind, value } = draft.token(at);
    if (kind !== 'word' || (value !== 'FROM' && value !== 'JOIN')) continue;
    const parts = [nameOf(draft.token(at + 1))];
    while (draft.token(at + 2 * parts.length).text === '.') parts.push(nameOf(draft.token(at + 2 * parts.length + 1)));
    for (const [column, internal] of draft.relations.renamedColumns(parts)) draft.renamed.set(column, internal);
  }
}

export function readCtes(draft: Draft): void {
  for (let at = draft.at + 1; at < draft.end; at += 1) {
    const after = draft.token(at + 1);
    if (after.kind === 'word' && after.value === 'AS' && draft.token(at + 2).text === '(')
      draft.ctes.add(nameOf(draft.token(at)).toLowerCase());
  }
}

export async function translateTable(draft: Draft): Promise<void> {
  const first = draft.token(draft.at);
  const at = draft.position(first);
  const parts = [nameOf(draft.take())];
  while (draft.token(draft.at).text === '.') {
    draft.at += 1;
    parts.push(nameOf(draft.take()));
  }
  if (draft.token(draft.at).text === '(' && first.kind === 'word') return translateTableFunction(draft, first);
  const travelled = readTravel(draft.statement.sql, draft.statement.tokens, draft.at);
  const travel = travelled?.travel;
  if (travelled !== undefined) draft.at = travelled.next;
  if (parts.length === 1 && travel === undefined && draft.ctes.has((parts[0] ?? '').toLowerCase())) {
    return void draft.put(quoteIdentifier(parts[0] ?? ''));
  }
  const source = await draft.relations.table(parts, travel, at);
  draft.put(hasAlias(draft) ? source : `${source} AS ${quoteIdentifier(parts.at(-1) ?? '')}`);
}

function hasAlias(draft: Draft): boolean {
  const next = draft.token(draft.at);
  if (draft.at >= draft.end) return false;
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

async function translateTableFunction(draft: Draft, token: Token): Promise<void> {
  const open = draft.at;
  const close = draft.closing(open + 1);
  const values = draft.statement.tokens.slice(open + 1, close).filter((part) => part.text !== ',');
  if (token.value === 'TABLE_CHANGES') {
    const [table, from, to] = values.map((part) => (part.kind === 'number' ? Number(part.text) : part.value));
    if (typeof table !== 'string' || from === undefined) throw draft.unexpected(token);
    draft.at = close + 1;
    const source = await draft.relations.changes(table, from, to);
    return void draft.put(hasAlias(draft) ? source : `${source} AS table_changes`);
  }
  if (token.value !== 'RANGE' || !values.every((part) => part.kind === 'number'))
    throw unresolvedRoutine(token.text, draft.position(token));
  draft.at = close + 1;
  const source = `(SELECT range AS id FROM range(${values.map((part) => part.text).join(', ')}))`;
  draft.put(hasAlias(draft) ? source : `${source} AS range`);
}
