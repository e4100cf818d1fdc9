import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../ui/button.ts';
import { checkbox } from '../../ui/checkbox.ts';
import { icon } from '../../ui/icon.ts';
import { type Entry, settingsOf } from '../models/entries.ts';
import { type PanelContext, toggled } from '../panel-context.ts';
import { entrySettingsView } from './entry-settings-view.ts';

export function entryView(context: PanelContext, entry: Entry): TemplateResult {
  const { look, store, edit, snapshot } = context;
  const { place, table, target, diagnostics } = entry;
  const { editable } = snapshot.document;
  const open = look.openEntries.includes(place.source);
  const toggle = (): void => store.setLook({ openEntries: toggled(look.openEntries, place.source, !open) });
  return html`<div class="row ${table.enabled ? '' : 'off'} ${open ? 'open' : ''}">
    <div class="row-line">
      ${checkbox({
        label: `Copy ${place.source}`,
        quiet: true,
        checked: table.enabled,
        disabled: !editable,
        onChange: (enabled) => edit({ kind: 'enable', entry: place, enabled }),
      })}
      <button type="button" class="row-title" aria-expanded=${open} @click=${toggle}>
        ${icon(open ? 'chevron-down' : 'chevron-right')}
        <span class="names"><span class="name">${place.source === '' ? 'unnamed' : place.source}</span>
        ${target === '' ? nothing : html`<span class="arrow" aria-label="to">→</span> <span class="name target">${target}</span>`}</span>
        ${settingsOf(entry).map((word) => html`<span class="badge">${word}</span>`)}
        ${diagnostics.length === 0 ? nothing : html`<span class="row-error">${icon('error', 'error-sign')}<span class="unseen">has mistakes</span></span>`}
      </button>
      ${button({
        label: `Remove ${place.source}`,
        kind: 'icon',
        icon: 'trash',
        disabled: !editable,
        onPress: () => edit({ kind: 'removeTable', entry: place }),
      })}
    </div>
    ${open ? entrySettingsView(context, entry) : nothing}
  </div>`;
}
