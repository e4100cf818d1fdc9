import {
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  MarkdownString,
  type Position,
  Range,
  SnippetString,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { ReplicatorError } from '../../shared/errors.ts';
import { appendWords } from '../append-words.ts';
import { describeError } from '../errors/describe-error.ts';
import type { Parts } from '../parts.ts';
import { complete } from './complete.ts';
import type { Completion } from './completion.ts';
import { isSchemaKnown } from './schema-known.ts';
import type { SourceNames } from './source-names.ts';
import { surroundingsOf } from './surroundings.ts';

const kinds: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  snippet: CompletionItemKind.Snippet,
  connection: CompletionItemKind.Interface,
  file: CompletionItemKind.File,
  catalog: CompletionItemKind.Module,
  schema: CompletionItemKind.Module,
  table: CompletionItemKind.Struct,
  column: CompletionItemKind.Field,
  pattern: CompletionItemKind.Operator,
};

export async function provideCompletions(
  document: TextDocument,
  position: Position,
  parts: Parts,
  names: SourceNames,
): Promise<CompletionList | undefined> {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const around = surroundingsOf(document, parts, names);
  const guarded = { ...around, address: workspace.isTrusted ? around.address : refuse };
  try {
    const found = await complete(text, offset, guarded, isSchemaKnown());
    if (found === undefined) return undefined;
    const range = new Range(document.positionAt(found.start), document.positionAt(found.end));
    const items = found.items.map((item, index) => toItem(item, range, index));
    return new CompletionList(items, found.incomplete);
  } catch (error) {
    const { text: message } = describeError(error);
    parts.log.write({ level: 'info', message: `Names could not be completed: ${message}` });
    window.setStatusBarMessage(`$(warning) ${message}`, 6000);
    return undefined;
  }
}

function refuse(): never {
  throw new ReplicatorError('usage.untrusted', 'This folder is not trusted, so its documents do not ask for names.');
}

function toItem(item: Completion, range: Range, index: number): CompletionItem {
  const shown = new CompletionItem(
    item.detail === undefined ? item.label : { label: item.label, description: item.detail },
    kinds[item.kind],
  );
  shown.insertText = new SnippetString(item.insert);
  shown.range = range;
  shown.sortText = String(index).padStart(6, '0');
  if (item.filter !== undefined) shown.filterText = item.filter;
  if (item.documentation !== undefined) shown.documentation = appendWords(new MarkdownString(), item.documentation);
  if (item.again) shown.command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };
  return shown;
}
