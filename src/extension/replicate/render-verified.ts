import path from 'node:path';
import type { VerifiedTable } from '../../shared/receipt.ts';
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
      const compared = `${counted(only.storedRows ?? 0, 'row')}, ${counted(only.comparedColumns, 'column')} compared`;
      return `${only.target} in ${name} equals ${only.source}${version}: ${compared}.`;
    }
    if (only.state === 'different')
      return `${only.target} in ${name} differs from ${only.source}: ${only.differences[0] ?? ''}`;
    return `${only.source} could not be compared: ${only.error?.message ?? ''}`;
  }
  return `${equal} of ${counted(tables.length, 'table')} in ${name} ${equal === 1 ? 'equals its source' : 'equal their sources'}.`;
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
  const wrong = tables.filter(({ state }) => state !== 'equal');
  return [
    `# Comparison of ${escapeMarkdown(path.basename(file))} with its sources`,
    '',
    `**${escapeMarkdown(summariseVerified(tables, file))}**`,
    '',
    ...markdownTable(['', 'Copy', 'Source', 'Version', ':Rows here', ':Rows at the source', ':Columns compared'], rows),
    '',
    ...wrong.flatMap((table) => [`## ${escapeMarkdown(table.target || table.source)}`, '', ...findings(table), '']),
    `File: ${code(file)}`,
  ].join('\n');
}

function stateOf({ state }: VerifiedTable): string {
  if (state === 'equal') return '✔ equal';
  return state === 'different' ? '✘ **different**' : '✘ **not compared**';
}

function findings(table: VerifiedTable): readonly string[] {
  if (table.error !== undefined) return renderError(table.error);
  return table.differences.map((difference) => `- ${escapeMarkdown(difference)}`);
}
