import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from './icon.ts';

export interface ComboFieldOptions {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** The list below is shown. */
  readonly open: boolean;
  readonly listId: string;
  /** Id of the option that the arrow keys have come to. */
  readonly activeId: string | undefined;
  readonly onInput: (text: string) => void;
  readonly onFocus: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** A field with a list of what fits below it; native, because a name inside a shadow cannot point to options outside. */
export function comboField(options: ComboFieldOptions): TemplateResult {
  const { id, label, placeholder, value, open, listId, activeId, onInput, onFocus, onKey } = options;
  return html`<label for=${id} class="field-label">${label}</label>
    <div class="combo">
      ${icon('search')}
      <input id=${id} type="text" role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list" aria-expanded=${open}
        aria-controls=${listId} aria-activedescendant=${activeId ?? nothing} placeholder=${placeholder} .value=${live(value)}
        @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)} @focus=${onFocus} @click=${onFocus} @keydown=${onKey}>
    </div>`;
}
