import { findInSql, wholeName } from './find-in-sql.ts';
import type { Defaults, Mention } from './mentions.ts';

/** A language in which tables are named in texts, or in notebook cells of SQL kept as comments. */
export type HostLanguage = 'python' | 'scala' | 'r';

/** Calls whose text is a table. */
const tableCall =
  /\b(?:table|saveAsTable|insertInto|forName|tableExists|isCached|cacheTable|uncacheTable|refreshTable|writeTo|toTable|read_table|listColumns|getTable)\s*\(\s*(?:[\w.]+\s*,\s*)?(?:\w+\s*=\s*)?$/;
const catalogCall = /\bsetCurrentCatalog\s*\(\s*$/;
const schemaCall = /\bsetCurrentDatabase\s*\(\s*$/;
/** Names with dots that belong to settings and formats. */
const settings = /^(?:spark|fs|com|org|io|java|pyspark|delta|hive)$/i;

interface Piece {
  readonly kind: 'text' | 'comment' | 'sql';
  /** Of the content. */
  readonly start: number;
  readonly end: number;
  /** Where quotes, prefix and all, begin. */
  readonly outer: number;
}

/** The tables that Python, Scala or R text speaks of, in order. */
export function findInStrings(text: string, language: HostLanguage): readonly Mention[] {
  const mentions: Mention[] = [];
  let defaults: Defaults = {};
  for (const piece of pieces(text, language)) {
    // Escapes and the marks before every line of a cell are blanked, so that offsets stay true.
    const readable = blank(text, piece, language);
    if (piece.kind !== 'text') {
      const found = findInSql(readable, defaults, piece.start);
      if (piece.kind === 'sql') defaults = found.defaults;
      mentions.push(
        ...found.mentions.map((one) => (piece.kind === 'sql' ? one : { ...one, certain: false, comment: true })),
      );
      continue;
    }
    const parts = wholeName(readable);
    const lead = text.slice(Math.max(0, piece.outer - 120), piece.outer);
    const [only, ...more] = parts ?? [];
    if (only !== undefined && more.length === 0 && catalogCall.test(lead)) defaults = { catalog: only };
    else if (only !== undefined && schemaCall.test(lead)) {
      const [schema] = more;
      defaults = schema === undefined ? { ...defaults, schema: only } : { catalog: only, schema };
    } else if (parts !== undefined && parts.length <= 3 && tableCall.test(lead)) {
      mentions.push({ parts, start: piece.start, end: piece.end, certain: true, comment: false, defaults });
    } else if (parts?.length === 3) {
      const certain = !settings.test(parts[0] ?? '');
      mentions.push({ parts, start: piece.start, end: piece.end, certain, comment: false, defaults });
    } else if (parts === undefined) {
      const found = findInSql(readable, defaults, piece.start);
      defaults = found.defaults;
      mentions.push(...found.mentions.filter((one) => one.certain || !settings.test(one.parts[0] ?? '')));
    }
  }
  return mentions;
}

function pieces(text: string, language: HostLanguage): readonly Piece[] {
  const note = language === 'scala' ? '//' : '#';
  const cell = `^${note} MAGIC %sql\\b[^\\n]*(?:\\n${note} MAGIC[^\\n]*)*`;
  const literal = `[A-Za-z]{0,2}(?<quote>"""|'''|"|')(?:\\\\[\\s\\S]|(?!\\k<quote>)[^\\\\])*\\k<quote>`;
  const pattern = new RegExp(
    `(?<cell>${cell})|(?<note>${note}[^\\n]*|/\\*[\\s\\S]*?\\*/)|(?<![\\w"'])(?<text>${literal})`,
    'gm',
  );
  return [...text.matchAll(pattern)].map((found): Piece => {
    const [whole] = found;
    const outer = found.index;
    const end = outer + whole.length;
    if (found.groups?.cell !== undefined) return { kind: 'sql', start: outer, end, outer };
    if (found.groups?.note !== undefined) return { kind: 'comment', start: outer + note.length, end, outer };
    const quote = found.groups?.quote ?? '';
    return { kind: 'text', start: outer + whole.indexOf(quote) + quote.length, end: end - quote.length, outer };
  });
}

function blank(text: string, piece: Piece, language: HostLanguage): string {
  const content = text.slice(piece.start, piece.end);
  const spaces = (found: string): string => found.replaceAll(/[^\n]/g, ' ');
  const mark = language === 'scala' ? /^\/\/ MAGIC(?: %sql\b)?/gm : /^# MAGIC(?: %sql\b)?/gm;
  return piece.kind === 'sql' ? content.replaceAll(mark, spaces) : content.replaceAll(/\\[nrt\n]/g, spaces);
}
