import { html, nothing, type TemplateResult } from 'lit';
import type { Receipt } from '../../../src/shared/receipt.ts';
import { describeCounts, describeValidation } from '../../../src/shared/text/describe-counts.ts';
import { describeMetrics } from '../../../src/shared/text/describe-metrics.ts';
import { counted, formatBytes, formatCount, formatDuration } from '../../../src/shared/text/units.ts';
import { linkButton } from '../../ui/button.ts';
import { icon } from '../../ui/icon.ts';
import { sentence } from '../models/sentence.ts';
import type { PanelContext } from '../panel-context.ts';

/** What the finished table can prove. */
export function receiptView({ host, store }: PanelContext, receipt: Receipt): TemplateResult {
  const { notes, version, statementIds, retries, slices, spool } = receipt;
  const facts: readonly (readonly [string, string | TemplateResult])[] = [
    ['Rows', describeCounts(receipt.rows)],
    ['Found equal', describeValidation(receipt)],
    ['Version', version === undefined ? 'not pinned' : formatCount(version)],
    ['Level', `${receipt.level}, ${receipt.mode}`],
    ['Data', formatBytes(receipt.bytes)],
    ['Time', `${formatDuration(receipt.durationMs)}, from ${new Date(receipt.startedAt).toLocaleString()}`],
    ...describeMetrics(receipt),
    ...(slices > 1 ? [['Slices', formatCount(slices)] as const] : []),
    ...(retries > 0 ? [['Retries', formatCount(retries)] as const] : []),
    ...(receipt.resumed ? [['Resumed', 'rows of an earlier run were kept'] as const] : []),
    ...(spool === undefined ? [] : [['Files', html`<span class="path">${spool}</span>`] as const]),
    [
      'Statements',
      html`${counted(statementIds.length, 'statement')}
        ${linkButton('Copy ids', () => void store.attempt(() => host.copy(statementIds.join('\n'))))}`,
    ],
  ];
  return html`<div class="row-details receipt">
    <dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${notes.length === 0 ? nothing : html`<ul class="notes">${notes.map((one) => html`<li>${icon('info')}<span>${sentence(one)}</span></li>`)}</ul>`}
  </div>`;
}
