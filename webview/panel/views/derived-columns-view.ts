import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { button } from '../../ui/button.ts';
import { clearText, textField, typedText } from '../../ui/text-field.ts';
import type { Entry } from '../models/entries.ts';
import type { PanelContext } from '../panel-context.ts';

/** Further columns of the copy, and an empty line for the next one. */
export function derivedColumnsView(context: PanelContext, entry: Entry): TemplateResult {
  const derived = entry.table.transform?.derive ?? [];
  return html`<h3>Further columns</h3>
    ${repeat(
      derived,
      ({ name }) => name,
      (one, index) => derivedView(context, entry, one, index),
    )}
    ${context.snapshot.document.editable ? newView(context, entry) : nothing}`;
}

function derivedView(
  { snapshot, edit }: PanelContext,
  { place }: Entry,
  { name, expression }: { readonly name: string; readonly expression: string },
  index: number,
): TemplateResult {
  const disabled = !snapshot.document.editable;
  const set = (to: { readonly name: string; readonly expression: string }): void => {
    if (to.name !== '' && to.expression !== '') edit({ kind: 'derive', entry: place, name, to });
  };
  return html`<div class="derived" role="group" aria-label="Further column ${name}">
    ${textField({
      id: `derived-name-${place.index}-${index}`,
      label: 'Name',
      value: name,
      disabled,
      onCommit: (typed) => set({ name: typed.trim(), expression }),
    })}
    ${textField({
      id: `derived-${place.index}-${index}`,
      label: 'Expression',
      value: expression,
      disabled,
      onCommit: (typed) => set({ name, expression: typed.trim() }),
      beside: button({
        label: `Remove ${name}`,
        kind: 'icon',
        icon: 'trash',
        disabled,
        onPress: () => edit({ kind: 'derive', entry: place, name, to: null }),
      }),
    })}
  </div>`;
}

function newView({ edit }: PanelContext, { place, table }: Entry): TemplateResult {
  const ids = { name: `new-name-${place.index}`, expression: `new-expression-${place.index}` };
  const add = (): void => {
    const [name, expression] = [typedText(ids.name).trim(), typedText(ids.expression).trim()];
    if (name === '' || expression === '') return;
    edit({ kind: 'derive', entry: place, name: null, to: { name, expression } });
    // What the document cannot take stays, to be mended.
    if (table.transform?.derive.some((one) => one.name === name)) return;
    clearText(ids.name);
    clearText(ids.expression);
  };
  return html`<div class="derived" role="group" aria-label="New column">
    ${textField({ id: ids.name, label: 'New column', value: '', placeholder: 'a name', onCommit: add })}
    ${textField({
      id: ids.expression,
      label: 'Expression',
      value: '',
      placeholder: 'SQL over the columns of the source',
      hint: 'Added as soon as both are given.',
      onCommit: add,
    })}
  </div>`;
}
