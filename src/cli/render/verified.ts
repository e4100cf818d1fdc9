import type { VerifiedTable } from '../../shared/receipt.ts';
import { describeCompared, describeNotCompared, isEqualInPart } from '../../shared/text/describe-verified.ts';
import { counted } from '../../shared/text/units.ts';
import { marked } from './block.ts';
import { renderError } from './error.ts';
import type { Style } from './style.ts';
import { oneLine } from './text.ts';

/** What a comparison of the copies with their sources found. */
export function renderVerified(tables: readonly VerifiedTable[], style: Style): readonly string[] {
  const count = (state: VerifiedTable['state']): number => tables.filter((table) => table.state === state).length;
  const [different, failed] = [count('different'), count('failed')];
  const inPart = tables.filter(isEqualInPart).length;
  const sign = different + failed === 0 ? style.good('✔') : style.bad('✘');
  const parts = [
    `${count('equal')} of ${counted(tables.length, 'table')} equal`,
    ...(inPart === 0 ? [] : [`${inPart} of them as far as they can be compared`]),
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
  const equal = table.state === 'equal';
  const relation = isEqualInPart(table) ? '≈' : equal ? '=' : '≠';
  const names = `${oneLine(table.target)} ${relation} ${oneLine(table.source)}${version}`;
  return [
    ...marked(equal ? '✔' : '✘', `${names}: ${describeCompared(table)}`, style, equal ? style.good : style.bad),
    ...table.differences.flatMap((difference) => marked('·', oneLine(difference), style, style.bad, 2)),
    ...table.notCompared.flatMap((some) => marked('·', oneLine(describeNotCompared(some)), style, style.dim, 2)),
  ];
}
