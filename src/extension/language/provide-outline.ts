import path from 'node:path';
import { DocumentLink, DocumentSymbol, Range, SymbolKind, type TextDocument, Uri } from 'vscode';
import { findTargetFile, type OutlineEntry, outline } from './outline.ts';

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

/** The DuckDB file, as a link that shows it where files are. */
export function provideLinks(document: TextDocument): DocumentLink[] {
  const found = findTargetFile(document.getText());
  if (found === undefined) return [];
  const file = Uri.file(path.resolve(path.dirname(document.uri.fsPath), found.file));
  const range = new Range(document.positionAt(found.start), document.positionAt(found.end));
  const query = encodeURIComponent(JSON.stringify([file]));
  const link = new DocumentLink(range, Uri.parse(`command:revealFileInOS?${query}`));
  link.tooltip = 'Show the DuckDB file in the file manager';
  return [link];
}
