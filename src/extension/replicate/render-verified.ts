import path from 'node:path';
import type { VerifiedTable } from '../../shared/receipt.ts';
import { describeCompared, describeNotCompared, isEqualInPart } from '../../shared/text/describe-verified.ts';
import { code, escapeMarkdown, markdownTable } from '../../shared/text/markdown.ts';
import { counted, formatCount } from '../../shared/text/units.ts';
import { renderError } from '../errors/render-error.ts';

/** One sentence: `6 of 6 tables in sales.duckdb equal their sources.` */
export function summariseVerified(tables: readonly VerifiedTable[], file: string): string {
  const equal = tables.filter(({ state }) => state === 'equal').length;
  const name = path.basename(file);
  const [only, ...others] = tables;
  if (only !== undefined && others.length === 0) {
    const version = only.version === undefined ? '' : ` at version ${only.version}`;
    if (only.state === 'equal') {
      const inPart = isEqualInPart(only) ? ' as far as they can be compared' : '';
      return `${only.target} in ${name} equals ${only.source}${version}${inPart}: ${describeCompared(only)}.`;
    }
    if (only.state === 'different')
      return `${only.target} in ${name} differs from ${only.source}: ${only.differences[0] ?? ''}`;
    return `${only.source} could not be compared: ${only.error?.message ?? ''}`;
  }
  const inPart = tables.filter(isEqualInPart).length;
  const partly = inPart === 0 ? '' : `, ${inPart} of them as far as they can be compared`;
  return `${equal} of ${counted(tables.length, 'table')} in ${name} ${equal === 1 ? 'equals its source' : 'equal their sources'}${partly}.`;
}

/** What a comparison found, as a page to read. */
export function renderVerified(tables: readonly VerifiedTable[], file: string): string {
  const rows = tables.map((table) => [
    stateOf(table),
    escapeMarkdown(table.target),
    escapeMarkdown(table.source),
    table.version === undefined ? 'none' : String(table.version),
    table.storedRows === undefined ? '' : formatCount(table.storedRows),
    table.sourceRows === undefined ? '' : formatCount(table.sourceRows),
    formatCount(table.comparedColumns),
  ]);
  const telling = tables.filter((table) => table.state !== 'equal' || isEqualInPart(table));
  return [
    `# Comparison of ${escapeMarkdown(path.basename(file))} with its sources`,
    '',
    `**${escapeMarkdown(summariseVerified(tables, file))}**`,
    '',
    ...markdownTable(['', 'Copy', 'Source', 'Version', ':Rows here', ':Rows at the source', ':Columns compared'], rows),
    '',
    ...telling.flatMap((table) => [`## ${escapeMarkdown(table.target || table.source)}`, '', ...findings(table), '']),
    `File: ${code(file)}`,
  ].join('\n');
}

function stateOf(table: VerifiedTable): string {
  if (isEqualInPart(table)) return '✔ equal as far as comparable';
  if (table.state === 'equal') return '✔ equal';
  return table.state === 'different' ? '✘ **different**' : '✘ **not compared**';
}

function findings(table: VerifiedTable): readonly string[] {
  if (table.error !== undefined) return renderError(table.error);
  return [...table.differences, ...table.notCompared.map(describeNotCompared)].map(
    (finding) => `- ${escapeMarkdown(finding)}`,
  );
}
