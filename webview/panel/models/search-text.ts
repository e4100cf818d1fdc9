import { parseName } from '../../../src/shared/document/parse-name.ts';
import { patternLabel, writePart } from '../../../src/shared/document/source-pattern.ts';
import { sourceLabel } from '../../../src/shared/names.ts';
import type { SourceMatch, SourceSearch } from '../../../src/shared/protocol/panel-protocol.ts';

/** What to look for while a name is being typed: what is before the last dot is where, the rest is what. */
export function readSearchText(text: string): SourceSearch {
  const [catalog, schema, table] = looseParts(text);
  if (schema === undefined) return { containing: plain(catalog ?? '') };
  if (table === undefined) return { catalog: plain(catalog ?? ''), containing: plain(schema) };
  return { catalog: plain(catalog ?? ''), schema: plain(schema), containing: plain(table) };
}

/** The pattern that the text is, if it is a whole one. */
export function wholePattern(text: string): string | undefined {
  const name = parseName(text);
  if ('problem' in name || name.parts.length !== 3) return undefined;
  const [catalog, schema, table] = name.parts;
  return catalog && schema && table ? patternLabel({ catalog, schema, table }) : undefined;
}

/** Patterns between commas; a comma in backticks is part of a name. */
export function splitPatterns(text: string): readonly string[] {
  const patterns = text.match(/(?:`[^`]*`|[^,`])+/g) ?? [];
  return patterns.map((one) => one.trim()).filter((one) => one !== '');
}

/** What the field says after a step down to this match. */
export function stepText(match: SourceMatch): string {
  if (match.kind === 'catalog') return `${writePart(match.name)}.`;
  if (match.kind === 'schema') return `${writePart(match.catalog)}.${writePart(match.name)}.`;
  return sourceOf(match);
}

/** The entry of `tables` that means all of this match. */
export function sourceOf(match: SourceMatch): string {
  if (match.kind === 'catalog') return `${writePart(match.name)}.*.*`;
  if (match.kind === 'schema') return `${writePart(match.catalog)}.${writePart(match.name)}.*`;
  const { catalog, schema, table } = match.table.name;
  return [catalog, schema, table].map(writePart).join('.');
}

export function matchLabel(match: SourceMatch): string {
  if (match.kind === 'catalog') return match.name;
  return match.kind === 'schema' ? `${match.catalog}.${match.name}` : sourceLabel(match.table.name);
}

/** Parts between dots, those in backticks whole, also where the last one is not finished. */
function looseParts(text: string): readonly string[] {
  const parts = [''];
  let inside = false;
  for (const character of text.trim()) {
    if (character === '`') inside = !inside;
    if (character === '.' && !inside) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function plain(part: string): string {
  if (part.startsWith('`'))
    return part.slice(1, part.length > 1 && part.endsWith('`') ? -1 : undefined).replaceAll('``', '`');
  return part.replaceAll('*', '');
}
