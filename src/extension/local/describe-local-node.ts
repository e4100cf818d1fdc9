import type { Freshness, LocalColumn, LocalFile, LocalTable, TableOrigin } from '../../shared/local-file.ts';
import { targetLabel } from '../../shared/names.ts';
import { counted, formatBytes, formatCount } from '../../shared/text/units.ts';
import type { TooltipText } from '../tree/tooltip-text.ts';

export function describeLocalTable(table: LocalTable, freshness: Freshness | undefined): TooltipText {
  const { name, kind, rows, bytes, columns, comment, origin } = table;
  return {
    heading: targetLabel(name),
    ...(comment === undefined ? {} : { comment }),
    facts: [
      ['Kind', kind === 'view' ? 'View' : 'Table'],
      ...(rows === undefined ? [] : [['Rows', formatCount(rows)] as const]),
      ...(bytes === undefined ? [] : [['On disk', formatBytes(bytes)] as const]),
      ['Columns', formatCount(columns.length)],
      ...(origin === undefined ? [] : originFacts(origin)),
      ...(freshness === undefined || freshness.state === 'behind' ? [] : [['Checked', freshness.reason] as const]),
    ],
    ...(freshness?.state === 'behind' ? { warning: freshness.reason } : {}),
  };
}

export function describeLocalColumn({ name, type, comment }: LocalColumn): TooltipText {
  return { heading: name, ...(comment === undefined ? {} : { comment }), facts: [['Type', type]] };
}

export function describeLocalFile({ file, bytes, tables }: LocalFile): TooltipText {
  const copies = tables.filter(({ origin }) => origin !== undefined).length;
  return {
    heading: file,
    facts: [
      ['Size', formatBytes(bytes)],
      ['Holds', counted(tables.length, 'table or view', 'tables and views')],
      ...(copies === 0 ? [] : [['Copied from Databricks', formatCount(copies)] as const]),
    ],
  };
}

function originFacts(origin: TableOrigin): readonly (readonly [string, string])[] {
  return [
    ['Copy of', origin.source],
    ['From', origin.host],
    ...(origin.version === undefined ? [] : [['Version', formatCount(origin.version)] as const]),
    ['Copied', new Date(origin.copiedAt).toLocaleString()],
    ['How', `level ${origin.level}, mode ${origin.mode}`],
    ['Validated by', origin.validation === 'counts' ? 'row counts' : 'row counts and aggregates of every column'],
  ];
}

/** What stands beside a table's name: rows and size, and first of all whether it is behind. */
export function summarizeLocalTable({ rows, bytes }: LocalTable, freshness: Freshness | undefined): string {
  return [
    ...(freshness?.state === 'behind' ? ['behind'] : []),
    ...(rows === undefined ? [] : [counted(rows, 'row')]),
    ...(bytes === undefined ? [] : [formatBytes(bytes)]),
  ].join(' · ');
}
