import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnEntry } from '../../../src/shared/catalog-entries.ts';
import { disclosure } from '../../ui/disclosure.ts';
import { orNull, textField } from '../../ui/text-field.ts';
import type { Entry } from '../models/entries.ts';
import { joinNames, splitNames, transformSummary } from '../models/transform.ts';
import { type PanelContext, toggled } from '../panel-context.ts';
import { derivedColumnsView } from './derived-columns-view.ts';
import { transformedColumnsView } from './transformed-columns-view.ts';

/** What is done with the rows of one table on their way. */
export function transformView(context: PanelContext, entry: Entry): TemplateResult | typeof nothing {
  const { look, store, snapshot } = context;
  const { place, table, name } = entry;
  if (name === undefined && table.transform === undefined) return nothing;
  const summary = transformSummary(table.transform);
  const found = name === undefined ? undefined : context.lookups.details(name);
  const columns = found?.state === 'ready' ? found.value.columns : [];
  return html`<div class="transform">${disclosure({
    title: html`Transform ${summary === '' ? nothing : html`<span class="hint">${summary}</span>`}`,
    open: look.openTransforms.includes(place.source),
    onToggle: (open) => store.setLook({ openTransforms: toggled(look.openTransforms, place.source, open) }),
    content:
      () => html`<p class="hint">${purpose(table.level ?? snapshot.document.outline.defaults.level ?? 'auto')}</p>
      ${transformedColumnsView(context, entry, columns)}
      ${derivedColumnsView(context, entry)}
      ${rowsView(context, entry, columns)}`,
  })}</div>`;
}

function purpose(level: string): string {
  const chosen = level === 'auto' ? ' With a transform, auto chooses that level.' : '';
  return `Done on this machine by the level pandas, in the SQL of DuckDB, over the columns of the source.${chosen}`;
}

function rowsView(
  { snapshot, edit }: PanelContext,
  { place, table }: Entry,
  columns: readonly ColumnEntry[],
): TemplateResult {
  const disabled = !snapshot.document.editable;
  const { filter, dropDuplicates } = table.transform ?? {};
  const by = dropDuplicates?.by ?? [];
  const orderBy = dropDuplicates?.orderBy ?? null;
  const [first, second] = columns.map((column) => column.name);
  return html`<h3>Rows</h3>
    ${textField({
      id: `keep-${place.index}`,
      label: 'Keep rows where',
      value: filter ?? '',
      placeholder: `all rows, or a condition such as ${first ?? 'amount'} IS NOT NULL`,
      disabled,
      onCommit: (value) => edit({ kind: 'transformFilter', entry: place, value: orNull(value) }),
    })}
    <div class="pair">
      ${textField({
        id: `duplicates-${place.index}`,
        label: 'One row for each',
        value: joinNames(by),
        placeholder: `keeps duplicates, or columns such as ${first ?? 'id'}`,
        disabled,
        onCommit: (value) => edit({ kind: 'dropDuplicates', entry: place, by: splitNames(value), orderBy }),
      })}
      ${textField({
        id: `first-${place.index}`,
        label: 'Of them the first by',
        value: orderBy ?? '',
        placeholder: `by all columns, or an order such as ${second ?? 'updated'} DESC`,
        disabled: disabled || by.length === 0,
        onCommit: (value) => edit({ kind: 'dropDuplicates', entry: place, by, orderBy: orNull(value) }),
      })}
    </div>`;
}
