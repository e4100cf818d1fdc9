import { html, nothing, type TemplateResult } from 'lit';
import type { PlanOverview } from '../../../src/shared/protocol/panel-protocol.ts';
import { counted, formatBytes } from '../../../src/shared/text/units.ts';
import { button } from '../../ui/button.ts';
import { icon } from '../../ui/icon.ts';
import { longList } from '../../ui/long-list.ts';
import { busy } from '../../ui/progress.ts';
import { countLosses, planTotals } from '../models/plan-totals.ts';
import { sentence } from '../models/sentence.ts';
import type { PanelContext } from '../panel-context.ts';
import { errorView } from './error-view.ts';
import { plannedTableView } from './planned-table-view.ts';

export function planView(context: PanelContext): TemplateResult {
  const { plan } = context.snapshot;
  if (plan.state === 'none') {
    return html`<div class="section"><p class="hint">A plan says, for every table, what will be read and written, and what cannot be kept; making it writes nothing.
      Sizes and versions are asked of the warehouse, which wakes it.</p></div>`;
  }
  if (plan.state === 'planning') return html`<div class="section">${busy('Looking at the tables')}</div>`;
  const stale = plan.stale
    ? html`<div class="notice warning">${icon('warning')}<div class="notice-text">The document has changed since: plan again.</div></div>`
    : nothing;
  if (plan.state === 'failed') return html`<div class="section">${stale}${errorView(context, plan.error)}</div>`;
  return html`<div class="section ${plan.stale ? 'stale' : ''}">${stale}${overview(context, plan.plan)}</div>`;
}

function overview(context: PanelContext, plan: PlanOverview): TemplateResult {
  const { losses, warnings } = countLosses(plan.tables);
  const { tables, downloads, memoryBytes, threads, bandwidthBytes } = plan.limits;
  return html`
    <p class="totals"><strong>${planTotals(plan)}</strong></p>
    <p class="hint">From ${plan.host} into <span class="path">${plan.file}</span>. ${counted(tables, 'table')} at once, ${counted(downloads, 'download')} each,
      ${formatBytes(memoryBytes)} of memory and ${counted(threads, 'thread')}${bandwidthBytes === undefined ? '' : `, at most ${formatBytes(bandwidthBytes)}/s`}.</p>
    ${plan.warnings.map((one) => html`<p class="warning-line">${icon('warning')} ${sentence(one)}</p>`)}
    ${losses === 0 ? nothing : html`<p class="warning-line">${icon('warning')} ${counted(losses, 'column')} cannot be kept exactly: open the tables marked so.</p>`}
    ${warnings === 0 ? nothing : html`<p class="hint">${counted(warnings, 'note')} in all, with the tables below.</p>`}
    ${plan.resumable ? resumeView(context) : nothing}
    ${plan.refused.map(({ source, error }) => html`<div class="refused"><h3>${source} cannot be copied</h3>${errorView(context, error)}</div>`)}
    ${
      plan.tables.length === 0
        ? html`<p>No table can be copied.</p>`
        : longList({
            label: 'Planned tables',
            items: plan.tables,
            key: ({ source }) => source,
            render: (table, index) => plannedTableView(context, plan.createdAt, table, index),
          })
    }`;
}

function resumeView({ perform }: PanelContext): TemplateResult {
  return html`<div class="notice">${icon('info')}
    <div class="notice-text">
      <div>An earlier run broke off. This plan starts anew and drops its rows; a resume keeps them.</div>
      <div class="buttons">${button({ label: 'Resume', onPress: () => perform('resumeEarlier') })}</div>
    </div>
  </div>`;
}
