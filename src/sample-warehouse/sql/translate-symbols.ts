import type { Draft, Level } from './draft.ts';
import { integers } from './token-words.ts';
import type { Token } from './tokenize.ts';
import { writeSubscript } from './typed/nested-values.ts';
import { writeText } from './typed/text-functions.ts';
import { readType, storageType } from './types.ts';

export function translateSymbol(draft: Draft, token: Token, level: Level): Promise<void> | void {
  draft.at += 1;
  switch (token.text) {
    case '(': {
      const inherits = level.expectTable;
      level.expectTable = false;
      draft.operators.operand();
      draft.put('(');
      return draft.open(level, { from: inherits, expectTable: inherits });
    }
    case ')':
    case ']':
      return draft.close(token);
    case ',':
      draft.operators.boundary();
      if (level.finish !== undefined) return void draft.startArgument(level);
      if (level.from) level.expectTable = true;
      if (level.assigns === 'value') level.assigns = 'target';
      return draft.put(',');
    case '!':
      draft.operators.boundary();
      return draft.put('NOT');
    case '.':
      draft.operators.continue();
      return draft.put('.');
    case '::':
      return translateSuffixCast(draft);
    case '[': {
      const collection = draft.operators.takePrimary();
      const finish = (place: readonly string[]) => draft.ask('[]', [collection, ...place], writeSubscript);
      return draft.open(level, { finish, opener: '[' });
    }
  }
  if (token.text === '=' && level.assigns === 'target') {
    level.assigns = 'value';
    draft.operators.boundary();
    return draft.put('=');
  }
  if (draft.operators.infix(token.text)) return;
  if (token.text === '*') draft.operators.operand();
  if (!['*', '+', '-'].includes(token.text)) throw draft.unexpected(token);
  draft.put(token.text);
}

function translateSuffixCast(draft: Draft): void {
  const { type, next } = readType(draft.statement.tokens, draft.at);
  draft.at = next;
  const operand = draft.operators.takePrimary();
  if (type.kind === 'string') return void draft.put(draft.ask('::', [operand], writeText));
  if (type.kind !== 'plain' || !integers.has(type.name))
    return void draft.put(`CAST(${operand} AS ${storageType(type)})`);
  draft.put(`dbx_to_${type.name.toLowerCase()}(${operand})`);
}
