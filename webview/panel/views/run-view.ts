import { html, nothing, type TemplateResult } from 'lit';
import { adviceFor } from '../../../src/shared/advice.ts';
import type { RateSample } from '../../../src/shared/protocol/panel-protocol.ts';
import type { RunRecord } from '../../../src/shared/run-record.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../../src/shared/text/units.ts';
import { button } from '../../ui/button.ts';
import { icon } from '../../ui/icon.ts';
import { longList } from '../../ui/long-list.ts';
import { busy, progressBar } from '../../ui/progress.ts';
import { isLive, type RunTotals, runTables, runTotals, stateWords } from '../models/run-view-model.ts';
import { sentence } from '../models/sentence.ts';
import type { PanelContext } from '../panel-context.ts';
import { errorView } from './error-view.ts';
import { runTableView } from './run-table-view.ts';

const stateSigns: Record<RunRecord['state'], string> = {
  waiting: 'clock',
  planning: 'loading',
  running: 'sync',
  cancelling: 'loading',
  done: 'pass',
  failed: 'error',
  cancelled: 'circle-slash',
  interrupted: 'debug-disconnect',
};

export function runView(context: PanelContext): TemplateResult {
  const { record, rates } = context.snapshot.run;
  if (record === undefined) {
    return html`<div class="section"><p class="hint">This document has not been run yet. Plan it first, and look at what it will do.</p></div>`;
  }
  const totals = runTotals(record);
  const tables = runTables(record);
  return html`<div class="section">
    ${stateView(record, totals)}
    ${record.error === undefined ? nothing : errorView(context, record.error, logButton(context))}
    ${chartView(rates)}
    ${adviceView(record)}
    ${
      tables.length === 0
        ? nothing
        : longList({
            label: 'Tables of the run',
            items: tables,
            key: ({ source }) => source,
            render: (table) => runTableView(context, table),
          })
    }
  </div>`;
}

/** Once there is something to see. */
function chartView(rates: readonly RateSample[]): TemplateResult | typeof nothing {
  if (rates.length < 4 || rates.every(({ rowsPerSecond }) => rowsPerSecond === 0)) return nothing;
  return html`<figure class="chart">
    <figcaption class="hint"><span class="swatch rows"></span>rows/s <span class="swatch bytes"></span>data/s</figcaption>
    <rate-chart .samples=${rates}></rate-chart>
  </figure>`;
}

function logButton({ perform }: PanelContext): TemplateResult {
  return button({ label: 'Show Log', onPress: () => perform('showLog') });
}

function stateView(record: RunRecord, totals: RunTotals): TemplateResult {
  const { state } = record;
  const early = state === 'waiting' || state === 'planning';
  return html`<div class="run-state state-${state}">
    <div class="run-heading">
      ${state === 'planning' || state === 'cancelling' ? busy(stateWords[state]) : html`<strong>${icon(stateSigns[state])} ${headline(record, totals)}</strong>`}
      ${isLive(record) && totals.elapsedMs > 0 ? html`<span class="hint">${timesOf(totals)}</span>` : nothing}
    </div>
    ${isLive(record) && !early ? progressBar('Progress of the run', totals.fraction) : nothing}
    ${totals.tables === 0 || (!isLive(record) && totals.rows === 0) ? nothing : html`<dl class="figures-line">${figures(record, totals).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`}
  </div>`;
}

function headline(record: RunRecord, { done, tables, elapsedMs }: RunTotals): string {
  const { state } = record;
  if (state === 'running') return `${stateWords.running} ${record.title}`;
  if (state === 'done') return `Copied ${counted(tables, 'table')} in ${formatDuration(elapsedMs)}`;
  if (tables === 0) return stateWords[state];
  return `${stateWords[state]}: ${formatCount(done)} of ${counted(tables, 'table')} copied`;
}

function timesOf({ elapsedMs, remainingMs }: RunTotals): string {
  const elapsed = `${formatDuration(elapsedMs)} so far`;
  return remainingMs === undefined ? elapsed : `${elapsed}, about ${formatDuration(remainingMs)} to go`;
}

function figures(record: RunRecord, totals: RunTotals): readonly (readonly [string, string])[] {
  const { rows, totalRows, bytes, slices, retries, rowsPerSecond, bytesPerSecond, tables, done, elapsedMs } = totals;
  const live = isLive(record);
  const memoryBytes = record.progress?.memoryBytes;
  const seconds = elapsedMs / 1000;
  return [
    ['Tables', `${formatCount(done)} of ${formatCount(tables)}`],
    [
      'Rows',
      totalRows === undefined || !live ? formatCount(rows) : `${formatCount(rows)} of ${formatCount(totalRows)}`,
    ],
    ['Data', formatBytes(bytes)],
    ['Rows/s', formatCount(live ? rowsPerSecond : seconds === 0 ? 0 : rows / seconds)],
    ['Speed', `${formatBytes(live ? bytesPerSecond : seconds === 0 ? 0 : bytes / seconds)}/s`],
    ...(live && slices.total > 1 ? [['Slices', `${slices.done} of ${slices.total}`] as const] : []),
    ...(live && memoryBytes !== undefined ? [['Memory', formatBytes(memoryBytes)] as const] : []),
    ...(retries > 0 ? [['Retries', formatCount(retries)] as const] : []),
  ];
}

function adviceView(record: RunRecord): TemplateResult | typeof nothing {
  const { summary } = record;
  if (summary === undefined) return nothing;
  const advice = [...(summary.unrecorded === undefined ? [] : [summary.unrecorded]), ...adviceFor(summary, record)];
  if (advice.length === 0) return nothing;
  return html`<ul class="notes">${advice.map((one) => html`<li>${icon('lightbulb')}<span>${sentence(one)}</span></li>`)}</ul>`;
}
