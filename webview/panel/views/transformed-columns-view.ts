import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ColumnEntry } from '../../../src/shared/catalog-entries.ts';
import type { ColumnTransformKey } from '../../../src/shared/document/outline-transform.ts';
import { button } from '../../ui/button.ts';
import { focusFirst } from '../../ui/focus-first.ts';
import { select } from '../../ui/select.ts';
import { orNull, textField } from '../../ui/text-field.ts';
import type { Entry } from '../models/entries.ts';
import { type TransformedRow, transformedRows, untouchedColumns } from '../models/transform.ts';
import { type PanelContext, toggled } from '../panel-context.ts';

const fields: readonly { readonly key: ColumnTransformKey; readonly label: string; readonly placeholder: string }[] = [
  { key: 'expression', label: 'Expression', placeholder: 'as it is' },
  { key: 'cast', label: 'Cast to', placeholder: 'no cast' },
  { key: 'default', label: 'In place of NULL', placeholder: 'NULL' },
  { key: 'rename', label: 'New name', placeholder: 'as in the source' },
];

/** Columns one by one, and a place to take up another one. */
export function transformedColumnsView(
  context: PanelContext,
  entry: Entry,
  columns: readonly ColumnEntry[],
): TemplateResult {
  const { look } = context;
  const prefix = `${entry.place.source} `;
  const takenUp = look.openColumns.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
  const rows = transformedRows(entry.table.transform, takenUp, columns);
  const idOf = (index: number): string => `${entry.place.index}-${index}`;
  return html`<h3>Columns</h3>
    ${repeat(
      rows,
      ({ name }) => name,
      (row, index) => rowView(context, entry, row, { id: idOf(index), neighbours: [idOf(index + 1), idOf(index - 1)] }),
    )}
    ${adderView(context, entry, untouchedColumns(columns, rows))}`;
}

function rowView(
  { snapshot, look, store, edit }: PanelContext,
  { place }: Entry,
  row: TransformedRow,
  { id, neighbours }: { readonly id: string; readonly neighbours: readonly string[] },
): TemplateResult {
  const disabled = !snapshot.document.editable;
  const { name, type, inDocument } = row;
  const takeAway = (): void => {
    focusFirst([...neighbours.map((one) => `expression-${one}`), `untouched-${place.index}`]);
    if (inDocument) edit({ kind: 'plainColumn', entry: place, column: name });
    store.setLook({ openColumns: toggled(look.openColumns, `${place.source} ${name}`, false) });
  };
  return html`<div class="transformed" role="group" aria-label="Column ${name}">
    <div class="transformed-title"><code>${name}</code> ${type === undefined ? nothing : html`<span class="hint type">${type}</span>`}
      ${button({ label: `Copy ${name} as it is`, kind: 'icon', icon: 'discard', disabled, onPress: takeAway })}</div>
    <div class="quad">
      ${fields.map(({ key, label, placeholder }) =>
        textField({
          id: `${key}-${id}`,
          label,
          value: row[key] ?? '',
          placeholder,
          disabled,
          onCommit: (typed) => edit({ kind: 'transformColumn', entry: place, column: name, key, value: orNull(typed) }),
        }),
      )}
    </div>
  </div>`;
}

function adderView(
  { snapshot, look, store }: PanelContext,
  { place }: Entry,
  names: readonly string[],
): TemplateResult | typeof nothing {
  const [first] = names;
  if (first === undefined || !snapshot.document.editable) return nothing;
  const prefix = `${place.source} `;
  const picked = look.pickedColumn.startsWith(prefix) ? look.pickedColumn.slice(prefix.length) : first;
  const value = names.includes(picked) ? picked : first;
  return html`<div class="with-button narrow">
    ${select({
      id: `untouched-${place.index}`,
      label: 'Change a column',
      value,
      options: names.map((name) => ({ value: name, label: name })),
      onChange: (name) => store.setLook({ pickedColumn: prefix + name }),
    })}
    ${button({
      label: 'Change',
      onPress: () => store.setLook({ openColumns: toggled(look.openColumns, prefix + value, true) }),
    })}
  </div>`;
}
