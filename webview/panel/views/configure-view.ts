import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../ui/button.ts';
import { icon } from '../../ui/icon.ts';
import { longList } from '../../ui/long-list.ts';
import { select } from '../../ui/select.ts';
import { textField } from '../../ui/text-field.ts';
import { listEntries, otherDiagnostics } from '../models/entries.ts';
import type { PanelContext } from '../panel-context.ts';
import { advancedView } from './advanced-view.ts';
import { diagnosticsView } from './diagnostics-view.ts';
import { entryView } from './entry-view.ts';
import { tableSearchView } from './table-search-view.ts';

export function configureView(context: PanelContext): TemplateResult {
  const { outline, diagnostics, editable } = context.snapshot.document;
  if (outline.form === 'broken') return brokenView(context);
  const entries = listEntries(outline, diagnostics);
  const notices = otherDiagnostics(outline, diagnostics).filter(
    (one) => !(entries.length === 0 && one.code === 'missing' && one.message.startsWith('tables')),
  );
  return html`<div class="section">
    ${editable ? nothing : html`<div class="notice">${icon('info')}<div class="notice-text">This document is in the older form: it can be planned and run here, and changed as text.</div></div>`}
    ${diagnosticsView(context, notices)}
    <div class="pair">${connectionView(context)}${fileView(context)}</div>
    <h2>Tables</h2>
    ${editable ? tableSearchView(context) : nothing}
    ${
      entries.length === 0
        ? html`<p class="hint">No tables yet. Type the name of a catalog above, or a pattern such as <code>samples.tpch.*</code>.</p>`
        : longList({
            label: 'Tables to copy',
            items: entries,
            key: ({ place }) => `${place.index} ${place.source}`,
            render: (entry) => entryView(context, entry),
          })
    }
    ${advancedView(context)}
  </div>`;
}

function brokenView(context: PanelContext): TemplateResult {
  const { host, store, snapshot } = context;
  return html`<div class="section">
    <p>This document is not valid YAML, so it cannot be shown here.</p>
    ${diagnosticsView(context, snapshot.document.diagnostics)}
    ${button({ label: 'Open as Text', onPress: () => void store.attempt(() => host.showText()) })}
  </div>`;
}

function connectionView({ snapshot, edit, perform }: PanelContext): TemplateResult {
  const { connections, outline, editable } = snapshot.document;
  const chosen = connections.find((one) => one.chosen);
  const written = outline.connection ?? '';
  const options = [
    ...(chosen === undefined ? [{ value: '', label: written === '' ? 'Choose a connection' : written }] : []),
    ...connections.map(({ id, label }) => ({ value: id, label })),
  ];
  return html`<div class="with-button">
    ${select({
      id: 'connection',
      label: 'From',
      value: chosen?.id ?? '',
      options,
      disabled: !editable,
      onChange: (id) => (id === '' ? undefined : edit({ kind: 'connection', id })),
    })}
    ${button({ label: 'Add Connection', kind: 'icon', icon: 'add', onPress: () => perform('addConnection') })}
  </div>`;
}

function fileView({ snapshot, edit, perform }: PanelContext): TemplateResult {
  const { file, outline, editable } = snapshot.document;
  return textField({
    id: 'target-file',
    label: 'Into the DuckDB file',
    value: outline.target.file ?? '',
    placeholder: 'lake.duckdb',
    disabled: !editable,
    hint:
      file === undefined
        ? 'Relative to this document; made if it is not there.'
        : html`<span class="path">${file}</span>`,
    beside: button({
      label: 'Choose File',
      kind: 'icon',
      icon: 'folder-opened',
      disabled: !editable,
      onPress: () => perform('chooseFile'),
    }),
    onCommit: (value) => edit({ kind: 'target', key: 'file', value: value.trim() === '' ? null : value.trim() }),
  });
}
