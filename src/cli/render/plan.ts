import type { ColumnMapping } from '../../shared/column-mapping.ts';
import { sourceLabel, targetLabel } from '../../shared/names.ts';
import type { Plan, TablePlan } from '../../shared/plan.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../shared/text/units.ts';
import { labelled, labelledSql, marked } from './block.ts';
import { renderError } from './error.ts';
import type { Style } from './style.ts';
import { clip, oneLine, printable } from './text.ts';
import { renderTransform } from './transform.ts';
import { isTrivial } from './trivial-types.ts';

/** Lines of SQL and of columns per table, unless all are asked for. */
const excerpt = 8;

/** A plan as a report for people. `full`: all SQL and all columns instead of excerpts. */
export function renderPlan(plan: Plan, style: Style, full: boolean): readonly string[] {
  const { limits } = plan;
  const memory = formatBytes(limits.memoryBytes);
  const rate = limits.bandwidthBytes === undefined ? '' : `, at most ${formatBytes(limits.bandwidthBytes)}/s`;
  return [
    style.bold('Plan'),
    ...labelled('from', printable(plan.host), style),
    ...labelled('to', printable(plan.file), style),
    ...labelled('in all', totals(plan), style),
    ...(plan.resumable === undefined
      ? []
      : labelled('left over', `run ${plan.resumable}: --resume goes on with it, a new run starts afresh`, style)),
    ...labelled(
      'with',
      `${counted(limits.tables, 'table')} at once, ${counted(limits.downloads, 'download')} each, ${memory} of memory, ${counted(limits.threads, 'thread')}${rate}`,
      style,
    ),
    ...(plan.warnings ?? []).flatMap((warning) => marked('!', printable(warning), style, style.warn)),
    '',
    ...plan.tables.flatMap((table) => [...renderTable(table, style, full), '']),
    ...plan.refused.flatMap(({ source, error }) => [
      ...renderError({ ...error, subject: { table: source, ...error.subject } }, style),
      '',
    ]),
  ];
}

function totals(plan: Plan): string {
  const sum = (pick: (table: TablePlan) => number | undefined): number | undefined => {
    const known = plan.tables.map(pick).filter((value) => value !== undefined);
    return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0);
  };
  const [rows, bytes, seconds] = [
    sum((table) => table.estimatedRows),
    sum((table) => table.sourceBytes),
    sum((table) => table.estimatedSeconds),
  ];
  const incomplete = plan.tables.some((table) => table.estimatedRows === undefined);
  return [
    counted(plan.tables.length, 'table'),
    ...(plan.refused.length === 0 ? [] : [`${plan.refused.length} refused`]),
    ...(rows === undefined ? [] : [`${incomplete ? 'at least ' : ''}${counted(rows, 'row')}`]),
    ...(bytes === undefined ? [] : [formatBytes(bytes)]),
    ...(seconds === undefined ? [] : [`about ${formatDuration(seconds * 1000)} of reading`]),
  ].join(' · ');
}

function renderTable(table: TablePlan, style: Style, full: boolean): readonly string[] {
  const heading = `${printable(sourceLabel(table.source))} → ${printable(targetLabel(table.target))}`;
  return [
    style.bold(clip(heading, style.width)),
    ...labelled('level', `${table.level}: ${oneLine(table.levelReason)}`, style),
    ...labelled('reads', reading(table), style),
    ...labelled('writes', `${table.mode}, checked by ${checks(table)}`, style),
    ...(table.where === undefined ? [] : labelled('where', oneLine(table.where), style)),
    ...(table.keepSpool === true ? labelled('files', 'stay beside the database', style) : []),
    ...(table.volume === undefined ? [] : labelled('volume', oneLine(table.volume), style)),
    ...renderColumns(table.columns, style, full),
    ...(table.transform === undefined ? [] : renderTransform(table.transform, style, excerpt, full)),
    ...table.warnings.flatMap((warning) => marked('!', oneLine(warning), style, style.warn, 2)),
    ...renderSql(table, style, full),
  ];
}

function reading(table: TablePlan): string {
  const pinned = table.version === undefined ? 'no version pinned' : `version ${formatCount(table.version)}`;
  return [
    pinned,
    table.estimatedRows === undefined ? 'rows not known' : counted(table.estimatedRows, 'row'),
    ...(table.sourceBytes === undefined ? [] : [formatBytes(table.sourceBytes)]),
    counted(table.slices.length, 'slice'),
    ...(table.estimatedSeconds === undefined ? [] : [`about ${formatDuration(table.estimatedSeconds * 1000)}`]),
  ].join(' · ');
}

function checks(table: TablePlan): string {
  return table.validation === 'counts' ? 'counts' : 'counts and aggregates of every column';
}

function renderColumns(columns: readonly ColumnMapping[], style: Style, full: boolean): readonly string[] {
  const special = columns.filter((column) => full || !isTrivial(column));
  const shown = full ? special : special.slice(0, excerpt);
  const rest = special.length - shown.length;
  const same = columns.length - special.length;
  const summary =
    special.length === 0
      ? `${counted(columns.length, 'column')}, each as it is`
      : `${counted(columns.length, 'column')}${same === 0 ? '' : `, ${same} as ${same === 1 ? 'it is' : 'they are'}`}`;
  return [
    ...labelled('columns', summary, style),
    ...shown.flatMap((column) => renderColumn(column, style)),
    ...(rest > 0 ? [style.dim(`    … and ${rest} more (--full shows all)`)] : []),
  ];
}

function renderColumn(column: ColumnMapping, style: Style): readonly string[] {
  const name = column.source === column.target ? column.source : `${column.source} → ${column.target}`;
  const types = `${oneLine(column.sourceType)} → ${oneLine(column.targetType)}`;
  const read = column.expression === undefined ? '' : `, read as ${oneLine(column.expression)}`;
  return [
    clip(`    ${oneLine(name)}: ${types}${read}`, style.width),
    ...(column.loss === undefined ? [] : marked('!', `loses ${oneLine(column.loss)}`, style, style.warn, 6)),
  ];
}

function renderSql(table: TablePlan, style: Style, full: boolean): readonly string[] {
  const [first, ...others] = table.slices;
  const statements = (label: string, all: readonly string[]): readonly string[] => {
    const lines = all.flatMap((sql, i) => labelledSql(i === 0 ? label : '', sql, style, full));
    if (full || lines.length <= excerpt) return lines;
    return [...lines.slice(0, excerpt), style.dim(`    … ${lines.length - excerpt} more lines (--full shows all)`)];
  };
  const sliceSql = full ? table.slices.map((slice) => slice.sql) : first === undefined ? [] : [first.sql];
  const more = full || others.length === 0 ? [] : [style.dim(`    … and ${counted(others.length, 'slice')} alike`)];
  return [...statements('asks', sliceSql), ...more, ...statements('then', table.sinkSql)];
}
