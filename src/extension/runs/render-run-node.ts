import path from 'node:path';
import { MarkdownString, ThemeColor, ThemeIcon, type TreeItem, TreeItemCollapsibleState } from 'vscode';
import { editorAdvice } from '../../shared/editor-advice.ts';
import { type ErrorData, everyError } from '../../shared/errors.ts';
import type { RunRecord, RunRecordState } from '../../shared/run-record.ts';
import { counted, formatBytes, formatDuration } from '../../shared/text/units.ts';
import { appendWords } from '../append-words.ts';
import { describeAtLength, describeOutcome, describeRun, describeTable } from './describe-progress.ts';
import type { RunTable } from './run-node.ts';
import { isActive } from './run-states.ts';

const icons: Record<RunRecordState, readonly [icon: string, color?: string]> = {
  waiting: ['clock'],
  planning: ['sync~spin'],
  running: ['sync~spin'],
  cancelling: ['loading~spin'],
  done: ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  cancelled: ['circle-slash', 'disabledForeground'],
  interrupted: ['debug-disconnect', 'list.warningForeground'],
};

export function renderRun(record: RunRecord): TreeItem {
  const several = (record.summary?.tables ?? record.progress?.tables ?? []).length > 1;
  return {
    id: record.id,
    label: record.title,
    description: describeRun(record),
    iconPath: themeIcon(icons[record.state]),
    tooltip: tooltipOf(record),
    contextValue: contextOf(record),
    collapsibleState: !several
      ? TreeItemCollapsibleState.None
      : isActive(record)
        ? TreeItemCollapsibleState.Expanded
        : TreeItemCollapsibleState.Collapsed,
    accessibilityInformation: { label: `${record.title}, ${record.state}, ${describeRun(record)}` },
    ...(record.summary !== undefined && {
      command: { command: 'replicator.runs.showReceipt', title: 'Show Receipt', arguments: [record.id] },
    }),
  };
}

export function renderRunTable(record: RunRecord, { source, label, target, state }: RunTable): TreeItem {
  const description = 'phase' in state ? describeTable(state) : describeOutcome(state);
  const reached = 'phase' in state ? state.phase : state.state;
  const settled = reached === 'waiting' || reached === 'done' || reached === 'failed' || reached === 'cancelled';
  const shown: RunRecordState = settled ? reached : isActive(record) ? 'running' : 'interrupted';
  const tooltip = new MarkdownString('', true).appendMarkdown('**').appendText(source).appendMarkdown('**\n\n');
  if (target !== '') tooltip.appendMarkdown('$(arrow-right) ').appendText(target).appendMarkdown('\n\n');
  if ('error' in state && state.error !== undefined) appendError(tooltip, state.error);
  else appendWords(tooltip, description);
  return {
    id: `${record.id}/${source}`,
    label,
    description,
    iconPath: themeIcon(icons[shown]),
    tooltip,
    contextValue: `runTable.${reached}`,
    accessibilityInformation: { label: `${source}, ${reached}, ${description}` },
  };
}

/** What the menus ask for, e.g. `run.failed.resumable`. */
export function contextOf(record: RunRecord): string {
  const { state, resumable, undoable, summary } = record;
  const marks = [
    ...(resumable && !isActive(record) ? ['resumable'] : []),
    ...(undoable && !isActive(record) ? ['undoable'] : []),
    ...(summary === undefined ? [] : ['receipt']),
  ];
  return ['run', state === 'planning' ? 'running' : state, ...marks].join('.');
}

function themeIcon([icon, color]: readonly [icon: string, color?: string]): ThemeIcon {
  return new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
}

function tooltipOf(record: RunRecord): MarkdownString {
  const tooltip = new MarkdownString('', true).appendMarkdown('**').appendText(record.title).appendMarkdown('**\n\n');
  const facts: readonly (readonly [icon: string, text: string])[] = [
    ['database', path.basename(record.file)],
    ['plug', record.connection],
    ['clock', new Date(record.startedAt).toLocaleString()],
    ['info', describeAtLength(record)],
  ];
  for (const [icon, text] of facts.filter(([, text]) => text !== '')) {
    appendWords(tooltip.appendMarkdown(`$(${icon}) `), text).appendMarkdown('  \n');
  }
  const bytes = record.progress?.tables.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes !== undefined && record.progress !== undefined && isActive(record)) {
    const told = `${formatBytes(bytes)} in ${formatDuration(record.progress.elapsedMs)}, ${counted(record.progress.tables.length, 'table')}`;
    appendWords(tooltip.appendMarkdown('$(dashboard) '), told).appendMarkdown('  \n');
  }
  if (record.error !== undefined) appendError(tooltip, record.error);
  return tooltip;
}

function appendError(tooltip: MarkdownString, error: ErrorData): void {
  const all = everyError(error);
  for (const { message } of all) appendWords(tooltip.appendMarkdown('\n\n$(error) '), message);
  for (const advice of new Set(all.map(editorAdvice)))
    if (advice !== '') appendWords(tooltip.appendMarkdown('\n\n$(lightbulb) '), advice);
}
