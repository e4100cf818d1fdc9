import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectOptions {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly disabled?: boolean;
  readonly hint?: string | TemplateResult | undefined;
  readonly onChange: (value: string) => void;
}

export function select({ id, label, value, options, disabled, hint, onChange }: SelectOptions): TemplateResult {
  const change = (event: Event): void => {
    const chosen = (event.target as HTMLSelectElement).value;
    if (chosen !== value) onChange(chosen);
  };
  return html`<div class="field">
    <label id="${id}-label" class="field-label">${label}</label>
    <vscode-dropdown id=${id} aria-labelledby="${id}-label" aria-label=${label} ?disabled=${disabled ?? false} @change=${change} .value=${live(value)}
      >${repeat(
        options,
        (option) => option.value,
        (option) => html`<vscode-option value=${option.value} ?selected=${option.value === value}
          ?disabled=${option.disabled ?? false}>${option.label}</vscode-option>`,
      )}</vscode-dropdown>
    ${hint === undefined ? nothing : html`<div class="hint">${hint}</div>`}
  </div>`;
}
