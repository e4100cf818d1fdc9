import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { button } from '../../ui/button.ts';
import { focusFirst } from '../../ui/focus-first.ts';
import { orNull, setText, textField, typedText } from '../../ui/text-field.ts';
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
  const ids = { name: `derived-name-${place.index}-${index}`, expression: `derived-${place.index}-${index}` };
  /** An empty field would take half of the column away: what was there comes back. */
  const set =
    (key: 'name' | 'expression') =>
    (typed: string): void => {
      const value = orNull(typed);
      if (value === null) setText(ids[key], key === 'name' ? name : expression);
      else edit({ kind: 'derive', entry: place, name, to: { name, expression, [key]: value } });
    };
  return html`<div class="derived" role="group" aria-label="Further column ${name}">
    ${textField({
      id: ids.name,
      label: 'Name',
      value: name,
      disabled,
      onCommit: set('name'),
    })}
    ${textField({
      id: ids.expression,
      label: 'Expression',
      value: expression,
      disabled,
      onCommit: set('expression'),
      beside: button({
        label: `Remove ${name}`,
        kind: 'icon',
        icon: 'trash',
        disabled,
        onPress: () => {
          focusFirst([`derived-name-${place.index}-${index + 1}`, `new-name-${place.index}`]);
          edit({ kind: 'derive', entry: place, name, to: null });
        },
      }),
    })}
  </div>`;
}

function newView({ edit }: PanelContext, { place }: Entry): TemplateResult {
  const ids = { name: `new-name-${place.index}`, expression: `new-expression-${place.index}` };
  const add = (): void => {
    const [name, expression] = [typedText(ids.name).trim(), typedText(ids.expression).trim()];
    if (name === '' || expression === '') return;
    // What the document does not take stays, to be mended.
    edit({ kind: 'derive', entry: place, name: null, to: { name, expression } }, () => {
      setText(ids.name, '');
      setText(ids.expression, '');
    });
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
