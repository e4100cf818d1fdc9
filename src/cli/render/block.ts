import { shownSql } from '../../shared/text/shown-sql.ts';
import type { Paint, Style } from './style.ts';
import { oneLine, padEnd, printable, wrap } from './text.ts';

const labelWidth = 9;

/** A labelled paragraph: the label stands in a column of its own, long text is wrapped beside it. */
export function labelled(label: string, text: string, style: Style, paint?: Paint): readonly string[] {
  const indent = 2 + labelWidth + 1;
  return wrap(text, style.width - indent).map((line, i) => {
    const painted = paint === undefined ? line : paint(line);
    return i === 0 ? `  ${style.dim(padEnd(label, labelWidth))} ${painted}` : `${' '.repeat(indent)}${painted}`;
  });
}

/** SQL of either side: in full with its own lines, else as one paragraph. */
export function labelledSql(label: string, sql: string, style: Style, full: boolean): readonly string[] {
  const shown = shownSql(sql);
  const lines = full ? shown.split(/\r?\n/).map(printable) : [oneLine(shown)];
  return lines.flatMap((line, i) => labelled(i === 0 ? label : '', line, style, style.dim));
}

/** The text after a sign, its further lines aligned with the first. */
export function marked(sign: string, text: string, style: Style, paint: Paint, indent = 0): readonly string[] {
  return wrap(text, style.width - indent - 2).map(
    (line, i) => `${' '.repeat(indent)}${i === 0 ? paint(sign) : ' '} ${line}`,
  );
}
