import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnMapping } from '../../../src/shared/column-mapping.ts';
import type { TablePlan } from '../../../src/shared/plan.ts';
import type { PlannedTable } from '../../../src/shared/protocol/panel-protocol.ts';
import { counted, formatBytes, formatDuration } from '../../../src/shared/text/units.ts';
import { icon } from '../../ui/icon.ts';
import { busy } from '../../ui/progress.ts';
import { sentence } from '../models/sentence.ts';
import { type PanelContext, toggled } from '../panel-context.ts';
import { errorView } from './error-view.ts';
import { sqlView } from './sql-view.ts';
import { transformedMappingView, transformFacts } from './transform-plan-view.ts';

/** @param plan - when the plan was made */
export function plannedTableView(
  context: PanelContext,
  plan: string,
  table: PlannedTable,
  index: number,
): TemplateResult {
  const { look, store } = context;
  const open = look.openPlans.includes(table.source);
  const toggle = (): void => store.setLook({ openPlans: toggled(look.openPlans, table.source, !open) });
  return html`<div class="row ${open ? 'open' : ''}">
    <div class="row-line">
      <button type="button" class="row-title" aria-expanded=${open} @click=${toggle}>
        ${icon(open ? 'chevron-down' : 'chevron-right')}
        <span class="names"><span class="name">${table.source}</span> <span class="arrow" aria-label="to">→</span> <span class="name target">${table.target}</span></span>
        ${signsOf(table)}
        <span class="figures columned">
          <span>${table.rows === undefined ? 'rows unknown' : counted(table.rows, 'row')}</span>
          <span>${table.bytes === undefined ? '' : formatBytes(table.bytes)}</span>
          <span>${table.level}</span>
        </span>
      </button>
    </div>
    ${open ? details(context, plan, table, index) : nothing}
  </div>`;
}

function signsOf({ losses, warnings }: PlannedTable): TemplateResult {
  return html`${losses === 0 ? nothing : html`<span class="badge warning">${counted(losses, 'loss', 'losses')}</span>`}
    ${warnings.length === 0 ? nothing : html`<span class="badge">${counted(warnings.length, 'note')}</span>`}`;
}

function details(context: PanelContext, plan: string, table: PlannedTable, index: number): TemplateResult {
  const found = context.lookups.planned(plan, index);
  return html`<div class="row-details">
    ${table.warnings.length === 0 ? nothing : html`<ul class="notes">${table.warnings.map((one) => html`<li>${icon('info')}<span>${sentence(one)}</span></li>`)}</ul>`}
    <dl class="facts">
      <div><dt>Level</dt><dd>${table.level}: ${table.levelReason}</dd></div>
      <div><dt>Write mode</dt><dd>${table.mode}</dd></div>
      <div><dt>Validation</dt><dd>${table.validation}</dd></div>
      ${table.seconds === undefined ? nothing : html`<div><dt>Estimated</dt><dd>${formatDuration(table.seconds * 1000)}</dd></div>`}
      ${found.state === 'ready' ? moreFacts(found.value) : nothing}
    </dl>
    ${found.state === 'loading' ? busy('Reading the plan') : nothing}
    ${found.state === 'failed' ? errorView(context, found.error) : nothing}
    ${found.state === 'ready' ? html`${columnsOf(context, found.value)}${sqlView(context, found.value)}` : nothing}
  </div>`;
}

function columnsOf(context: PanelContext, table: TablePlan): TemplateResult {
  if (table.transform === undefined) return mappingView(table.columns);
  return html`${transformedMappingView(context, table, table.transform)}
    <h3>What is read</h3>${mappingView(table.columns)}`;
}

function moreFacts(table: TablePlan): TemplateResult {
  const { version, unpinnedReason, where, slices, kind, transform, keepSpool, volume } = table;
  return html`<div><dt>Version</dt><dd>${version ?? unpinnedReason ?? 'not pinned'}</dd></div>
    <div><dt>Kind</dt><dd>${kind.toLowerCase().replaceAll('_', ' ')}</dd></div>
    ${where === undefined ? nothing : html`<div><dt>Filter</dt><dd><code>${where}</code></dd></div>`}
    ${transform === undefined ? nothing : transformFacts(transform)}
    ${keepSpool === true ? html`<div><dt>Files</dt><dd>stay beside the database</dd></div>` : nothing}
    ${volume === undefined ? nothing : html`<div><dt>Volume</dt><dd><code>${volume}</code></dd></div>`}
    ${slices.length < 2 ? nothing : html`<div><dt>Slices</dt><dd>${slices.length}: ${shortened(slices.map(({ label }) => label))}</dd></div>`}`;
}

function shortened(labels: readonly string[]): string {
  return labels.length <= 4 ? labels.join('; ') : `${labels.slice(0, 3).join('; ')}; … ${labels.at(-1)}`;
}

function mappingView(columns: readonly ColumnMapping[]): TemplateResult {
  return html`<div class="scroll"><table class="mapping">
    <caption class="unseen">Types on both sides</caption>
    <thead><tr><th scope="col">Column</th><th scope="col">Databricks</th><th scope="col">DuckDB</th><th scope="col">What does not survive</th></tr></thead>
    <tbody>${columns.map(
      ({ source, target, sourceType, targetType, loss }) => html`<tr class=${loss === undefined ? '' : 'loss'}>
        <th scope="row">${source === target ? source : html`${source} → ${target}`}</th>
        <td class="type">${sourceType}</td>
        <td class="type">${targetType}</td>
        <td>${loss === undefined ? html`<span class="hint">nothing is lost</span>` : html`${icon('warning', 'warning-sign')} ${loss}`}</td>
      </tr>`,
    )}</tbody>
  </table></div>`;
}
