import type { TransformPlan } from '../../shared/plan.ts';
import { describeDuplicates } from '../../shared/text/describe-duplicates.ts';
import { shownSql } from '../../shared/text/shown-sql.ts';
import { staysAsItIs } from '../../shared/text/stays-as-it-is.ts';
import { counted } from '../../shared/text/units.ts';
import { labelled, labelledSql } from './block.ts';
import type { Style } from './style.ts';
import { clip, oneLine } from './text.ts';

/**
 * What becomes of the frame: rows, then the columns that are not as they were, then the SQL.
 * @param shown - columns to list at most
 */
export function renderTransform(
  { columns, filter, dropDuplicates, sql }: TransformPlan,
  style: Style,
  shown: number,
  full: boolean,
): readonly string[] {
  const same = columns.filter(staysAsItIs).length;
  const made = full ? columns : columns.filter((column) => !staysAsItIs(column));
  const rest = made.length - shown;
  const summary = `${counted(columns.length, 'column')}${same === 0 ? '' : `, ${same} as read`}`;
  return [
    ...(filter === undefined ? [] : labelled('keeps', `rows where ${oneLine(filter)}`, style)),
    ...(dropDuplicates === undefined ? [] : labelled('keeps', oneLine(describeDuplicates(dropDuplicates)), style)),
    ...labelled('makes', summary, style),
    ...made.slice(0, full ? made.length : shown).map((column) => {
      const how = staysAsItIs(column) ? '' : ` = ${shownSql(column.expression)}`;
      return clip(`    ${oneLine(`${column.target}: ${column.targetType}${how}`)}`, style.width);
    }),
    ...(rest > 0 && !full ? [style.dim(`    … and ${rest} more (--full shows all)`)] : []),
    ...labelledSql('by', sql, style, full),
  ];
}
