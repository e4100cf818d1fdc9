import type { SourceName } from '../names.ts';

/** One part of a name; where `wild`, every `*` stands for any characters. */
export interface PatternPart {
  readonly text: string;
  readonly wild: boolean;
}

/** `catalog.schema.table`, wildcards allowed in every part. Letter case does not matter, as in Unity Catalog. */
export interface SourcePattern {
  readonly catalog: PatternPart;
  readonly schema: PatternPart;
  readonly table: PatternPart;
}

const partNames = ['catalog', 'schema', 'table'] as const;

function patternParts(pattern: SourcePattern): readonly PatternPart[] {
  return partNames.map((name) => pattern[name]);
}

/** The pattern as it would be written in a document. */
export function patternLabel(pattern: SourcePattern): string {
  return patternParts(pattern).map(partLabel).join('.');
}

function partLabel(part: PatternPart): string {
  return part.wild ? part.text : writePart(part.text);
}

/** A part of a name as a document writes it: in backticks where it needs them. */
export function writePart(name: string): string {
  return /^[^.`*\s]+$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``;
}

export function isExact(pattern: SourcePattern): boolean {
  return patternParts(pattern).every((part) => !part.wild);
}

/** The table that an exact pattern names; undefined where it has wildcards. */
export function exactName(pattern: SourcePattern): SourceName | undefined {
  if (!isExact(pattern)) return undefined;
  return { catalog: pattern.catalog.text, schema: pattern.schema.text, table: pattern.table.text };
}

export function matchesPart(part: PatternPart, name: string): boolean {
  const [wanted, found] = [part.text.toLowerCase(), name.toLowerCase()];
  if (!part.wild) return wanted === found;
  const pieces = wanted.split('*');
  const first = pieces.shift() ?? '';
  const last = pieces.pop() ?? '';
  if (found.length < first.length + last.length || !found.startsWith(first) || !found.endsWith(last)) return false;
  const end = found.length - last.length;
  let position = first.length;
  for (const piece of pieces) {
    const at = found.indexOf(piece, position);
    if (at === -1 || at + piece.length > end) return false;
    position = at + piece.length;
  }
  return true;
}

/**
 * The pattern with its catalog and schema narrowed to what the other one asks for; undefined where no table can match
 * both. The table stays as wide as it was where both have wildcards there or the other one names a single table.
 */
export function narrowPattern(pattern: SourcePattern, to: SourcePattern): SourcePattern | undefined {
  const disjoint = partNames.some((part) => {
    const [one, other] = [pattern[part], to[part]];
    return one.wild ? !other.wild && !matchesPart(one, other.text) : !matchesPart(other, one.text);
  });
  if (disjoint) return undefined;
  const narrower = (one: PatternPart, other: PatternPart): PatternPart => (one.wild && !other.wild ? other : one);
  return {
    catalog: narrower(pattern.catalog, to.catalog),
    schema: narrower(pattern.schema, to.schema),
    table: pattern.table,
  };
}

export function matchesPattern(pattern: SourcePattern, name: SourceName): boolean {
  return partNames.every((part) => matchesPart(pattern[part], name[part]));
}
