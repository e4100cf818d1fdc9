import { html, nothing, type TemplateResult } from 'lit';
import type { TablePhase, TableProgress } from '../../../src/shared/progress.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../../src/shared/text/units.ts';
import { icon } from '../../ui/icon.ts';
import { progressBar } from '../../ui/progress.ts';
import type { RunTable } from '../models/run-view-model.ts';
import { type PanelContext, toggled } from '../panel-context.ts';
import { errorView } from './error-view.ts';
import { receiptView } from './receipt-view.ts';

const signs: Record<TablePhase, string> = {
  waiting: 'clock',
  extracting: 'cloud-download',
  loading: 'database',
  validating: 'checklist',
  publishing: 'save',
  done: 'pass',
  failed: 'error',
  cancelled: 'circle-slash',
};

export function runTableView(context: PanelContext, table: RunTable): TemplateResult {
  const { look, store } = context;
  const { source, target, phase, progress, receipt, error } = table;
  const open = look.openReceipts.includes(source);
  const toggle = (): void => store.setLook({ openReceipts: toggled(look.openReceipts, source, !open) });
  const title = html`${icon(signs[phase], `phase-${phase}`)}
    <span class="names"><span class="name">${source}</span>${target === '' ? nothing : html` <span class="arrow" aria-label="to">→</span> <span class="name target">${target}</span>`}</span>
    <span class="figures ${receipt === undefined ? '' : 'columned'}">${figuresOf(table).map((one) => html`<span>${one}</span>`)}</span>`;
  return html`<div class="row ${open ? 'open' : ''}">
    <div class="row-line">${
      receipt === undefined
        ? html`<div class="row-title still">${title}</div>`
        : html`<button type="button" class="row-title" aria-expanded=${open} @click=${toggle}>${icon(open ? 'chevron-down' : 'chevron-right')}${title}</button>`
    }</div>
    ${progress !== undefined && phase === 'extracting' ? progressBar(`Progress of ${source}`, fractionOf(progress)) : nothing}
    ${error === undefined ? nothing : html`<div class="row-details">${errorView(context, error)}</div>`}
    ${receipt !== undefined && open ? receiptView(context, receipt) : nothing}
  </div>`;
}

function fractionOf({ rows, totalRows }: TableProgress): number | undefined {
  return totalRows === undefined || totalRows === 0 ? undefined : rows / totalRows;
}

function figuresOf({ phase, progress, receipt }: RunTable): readonly string[] {
  if (receipt !== undefined) {
    const { rows, bytes, durationMs } = receipt;
    return [counted(rows.stored, 'row'), formatBytes(bytes), formatDuration(durationMs)];
  }
  if (progress === undefined) return [phase];
  const { rows, storedRows, totalRows, slices, retries, rowsPerSecond, bytesPerSecond, waitsForWarehouse } = progress;
  if (waitsForWarehouse) return ['waiting for the warehouse to start'];
  if (phase === 'waiting') return ['waiting'];
  return [
    phase,
    phase === 'extracting' && totalRows !== undefined
      ? `${formatCount(rows)} of ${counted(totalRows, 'row')}`
      : storedRows === undefined
        ? `${counted(rows, 'row')} read`
        : counted(storedRows, 'row'),
    ...(phase === 'extracting' && rowsPerSecond > 0
      ? [`${formatCount(rowsPerSecond)} rows/s`, `${formatBytes(bytesPerSecond)}/s`]
      : []),
    ...(phase === 'extracting' && slices.total > 1 ? [`slice ${slices.done} of ${slices.total}`] : []),
    ...(retries > 0 ? [counted(retries, 'retry', 'retries')] : []),
  ];
}
