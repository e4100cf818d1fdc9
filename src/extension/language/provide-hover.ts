import path from 'node:path';
import { Hover, MarkdownString, type Position, Range, type TextDocument, workspace } from 'vscode';
import { sourceLabel } from '../../shared/names.ts';
import { appendWords } from '../append-words.ts';
import { toMarkdown } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { findHover, type HoverSubject, tableMarkdown, targetOf } from './hover.ts';
import { isSchemaKnown } from './schema-known.ts';
import type { SourceNames } from './source-names.ts';
import { addressOf } from './surroundings.ts';

export async function provideHover(
  document: TextDocument,
  position: Position,
  parts: Parts,
  names: SourceNames,
): Promise<Hover | undefined> {
  const text = document.getText();
  const found = findHover(text, document.offsetAt(position));
  if (found === undefined) return undefined;
  const table = found.table === undefined ? [] : [await describeTable(text, document, found.table, parts, names)];
  const meaning =
    found.meaning === undefined || isSchemaKnown() ? [] : [appendWords(new MarkdownString(), found.meaning)];
  return new Hover([...table, ...meaning], new Range(document.positionAt(found.start), document.positionAt(found.end)));
}

async function describeTable(
  text: string,
  document: TextDocument,
  name: NonNullable<HoverSubject['table']>,
  parts: Parts,
  names: SourceNames,
): Promise<MarkdownString> {
  const target = targetOf(text, name);
  if (!workspace.isTrusted) {
    return new MarkdownString().appendText(`${sourceLabel(name)}${target === undefined ? '' : ` → ${target}`}`);
  }
  let connection: string | undefined;
  try {
    const address = await addressOf(text, path.dirname(document.uri.fsPath), parts);
    connection = address.id;
    return new MarkdownString(tableMarkdown(await names.describe(address, name), target));
  } catch (error) {
    return toMarkdown(error, connection);
  }
}
