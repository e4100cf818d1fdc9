import type { VerifiedTable } from '../../shared/receipt.ts';
import { counted } from '../../shared/text/units.ts';
import { marked } from './block.ts';
import { renderError } from './error.ts';
import type { Style } from './style.ts';
import { oneLine } from './text.ts';

/** What a comparison of the copies with their sources found. */
export function renderVerified(tables: readonly VerifiedTable[], style: Style): readonly string[] {
  const count = (state: VerifiedTable['state']): number => tables.filter((table) => table.state === state).length;
  const [different, failed] = [count('different'), count('failed')];
  const sign = different + failed === 0 ? style.good('✔') : style.bad('✘');
  const parts = [
    `${count('equal')} of ${counted(tables.length, 'table')} equal`,
    ...(different === 0 ? [] : [`${different} different`]),
    ...(failed === 0 ? [] : [`${failed} could not be compared`]),
  ];
  return [...tables.flatMap((table) => renderTable(table, style)), '', `${sign} ${parts.join(', ')}`];
}

function renderTable(table: VerifiedTable, style: Style): readonly string[] {
  if (table.state === 'failed' && table.error !== undefined) {
    return renderError({ ...table.error, subject: { table: table.source, ...table.error.subject } }, style);
  }
  const version = table.version === undefined ? '' : ` at version ${table.version}`;
  const names = `${oneLine(table.target)} = ${oneLine(table.source)}${version}`;
  const compared = `${counted(table.storedRows ?? 0, 'row')}, ${counted(table.comparedColumns, 'column')} compared`;
  if (table.state === 'equal') return marked('✔', `${names}: ${compared}`, style, style.good);
  return [
    ...marked('✘', `${names.replace(' = ', ' ≠ ')}: ${compared}`, style, style.bad),
    ...table.differences.flatMap((difference) => marked('·', oneLine(difference), style, style.bad, 2)),
  ];
}
