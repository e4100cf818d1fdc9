import path from 'node:path';
import { DocumentLink, DocumentSymbol, env, Range, SymbolKind, type TextDocument, UIKind, Uri } from 'vscode';
import type { CommandId } from '../commands.ts';
import type { LocalFileNode } from '../local/local-node.ts';
import { findTargetFile, type OutlineEntry, outline } from './outline.ts';

const reveal: CommandId = 'replicator.local.reveal';

const kinds: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  section: SymbolKind.Array,
  table: SymbolKind.Struct,
  value: SymbolKind.Property,
};

export function provideSymbols(document: TextDocument): DocumentSymbol[] {
  const toSymbol = (entry: OutlineEntry): DocumentSymbol => {
    const range = new Range(document.positionAt(entry.start), document.positionAt(entry.end));
    const symbol = new DocumentSymbol(entry.name, entry.detail, kinds[entry.kind], range, range);
    symbol.children = entry.children.map(toSymbol);
    return symbol;
  };
  return outline(document.getText()).map(toSymbol);
}

/** The DuckDB file, as a link that shows it in the file manager, where there is one. */
export function provideLinks(document: TextDocument): DocumentLink[] {
  const found = env.uiKind === UIKind.Desktop ? findTargetFile(document.getText()) : undefined;
  if (found === undefined) return [];
  const file = path.resolve(path.dirname(document.uri.fsPath), found.file);
  const node: LocalFileNode = { kind: 'localFile', file, isTarget: false };
  const range = new Range(document.positionAt(found.start), document.positionAt(found.end));
  const link = new DocumentLink(range, Uri.parse(`command:${reveal}?${encodeURIComponent(JSON.stringify([node]))}`));
  link.tooltip = 'Show the DuckDB file in the file manager';
  return [link];
}
