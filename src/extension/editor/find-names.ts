import { findInSql } from './find-in-sql.ts';
import { findInStrings, type HostLanguage } from './find-in-strings.ts';
import type { Mention } from './mentions.ts';
import { fillPlaceholders } from './placeholders.ts';

export type NameLanguage = 'sql' | HostLanguage;

/** Offsets, end exclusive; both the same for a cursor. */
export interface Selection {
  readonly start: number;
  readonly end: number;
}

/** A table that a text names. */
export interface FoundName {
  readonly start: number;
  readonly end: number;
  /** Absent where the text does not say it. */
  readonly catalog?: string;
  readonly schema: string;
  readonly table: string;
  /** Placeholders in it, such as `catalog`, whose value the text does not give; the name is of no use while there are any. */
  readonly unknown: readonly string[];
}

/**
 * The tables under the cursor or in the selection, each once, in order. In a selection, those that stand where a table
 * has to stand are meant; only where there are none, other names of three parts, then those in comments.
 */
export function findNames(text: string, language: NameLanguage, selection: Selection): readonly FoundName[] {
  const sql = language === 'sql' || /^\s*%%?sql\b/.test(text);
  const mentions = sql ? findInSql(withoutMagic(text)).mentions : findInStrings(text, language);
  const within = mentions.find(({ start, end }) => start <= selection.start && selection.end <= end);
  const chosen =
    within !== undefined ? [within] : selection.start === selection.end ? [] : chooseFrom(mentions, selection);
  return distinct(chosen.map((mention) => resolve(text, mention)).filter((name) => name !== undefined));
}

function withoutMagic(text: string): string {
  return text.replace(/^\s*%%?sql\b/, (magic) => ' '.repeat(magic.length));
}

function chooseFrom(mentions: readonly Mention[], selection: Selection): readonly Mention[] {
  const selected = mentions.filter(({ start, end }) => start < selection.end && selection.start < end);
  const certain = selected.filter((one) => one.certain);
  if (certain.length > 0) return certain;
  const plain = selected.filter((one) => !one.comment);
  return plain.length > 0 ? plain : selected;
}

function resolve(text: string, mention: Mention): FoundName | undefined {
  const { start, end, defaults } = mention;
  const unknown = new Set<string>();
  const parts = mention.parts.map((part) => fillPlaceholders(text, start, part, unknown));
  const table = parts.at(-1);
  const schema = parts.at(-2) ?? defaults.schema;
  if (table === undefined || schema === undefined) return undefined;
  const catalog = parts.at(-3) ?? defaults.catalog;
  if (catalog === undefined && parts.length === 1) return undefined;
  return { start, end, ...(catalog === undefined ? {} : { catalog }), schema, table, unknown: [...unknown] };
}

function distinct(names: readonly FoundName[]): readonly FoundName[] {
  const seen = new Map(
    names.toReversed().map((name) => [JSON.stringify([name.catalog, name.schema, name.table]).toLowerCase(), name]),
  );
  return names.filter((name) => [...seen.values()].includes(name));
}
