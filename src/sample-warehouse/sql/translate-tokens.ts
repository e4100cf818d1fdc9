import type { Draft, Level } from './draft.ts';
import { textLiteral } from './quote.ts';
import { numberLiteral } from './token-words.ts';
import { translateSymbol } from './translate-symbols.ts';
import { findRenamed, translateTable } from './translate-tables.ts';
import { translateNames, translateWord } from './translate-words.ts';

/** Tokens `from` up to `to` (exclusive). */
export async function translateTokens(draft: Draft, from: number, to: number, level: Partial<Level>): Promise<string> {
  draft.start(from, to, level);
  findRenamed(draft, from, to);
  while (draft.at < draft.end) await translateToken(draft);
  return draft.finished();
}

async function translateToken(draft: Draft): Promise<void> {
  const token = draft.token(draft.at);
  const level = draft.levels.at(-1);
  if (level === undefined) throw draft.unexpected(token);
  if (draft.at === level.cut) {
    draft.at = draft.closing(draft.at);
    return;
  }
  if (
    level.expectTable &&
    (token.kind === 'word' || token.kind === 'quoted') &&
    !['SELECT', 'WITH', 'VALUES', 'LATERAL'].includes(token.kind === 'word' ? token.value : '')
  ) {
    level.expectTable = false;
    draft.operators.boundary();
    return translateTable(draft);
  }
  switch (token.kind) {
    case 'symbol':
      return translateSymbol(draft, token, level);
    case 'word':
      return translateWord(draft, token, level);
    case 'quoted':
      draft.operators.operand();
      return void translateNames(draft);
    case 'string': {
      draft.operators.operand();
      let text = '';
      while (draft.token(draft.at).kind === 'string' && draft.at < draft.end) text += draft.take().value;
      return void draft.put(textLiteral(text));
    }
    case 'number':
      draft.operators.operand();
      return void draft.put(numberLiteral(draft.take().text));
    case 'parameter':
      draft.operators.operand();
      return void draft.put(draft.parameter(draft.take()));
    case 'end':
      throw draft.unexpected(token);
  }
}
