import { html, nothing, type TemplateResult } from 'lit';

export interface TextFieldOptions {
  readonly id: string;
  readonly label: string;
  /** The label is for screen readers only. */
  readonly quiet?: boolean;
  readonly value: string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly hint?: string | TemplateResult | undefined;
  readonly invalid?: boolean;
  /** A button or the like on the same line. */
  readonly beside?: TemplateResult | undefined;
  /** At the end of typing, by Enter or by leaving; Escape takes the typing back. */
  readonly onCommit: (value: string) => void;
}

export function textField(options: TextFieldOptions): TemplateResult {
  const { id, label, quiet, value, placeholder, disabled, hint, invalid, beside, onCommit } = options;
  const change = (event: Event): void => {
    const typed = (event.target as HTMLInputElement).value;
    if (typed !== value) onCommit(typed);
  };
  const keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') (event.currentTarget as HTMLInputElement).value = value;
  };
  // The element is named by its text, whatever else it is told.
  return html`<div class="field">
    <div class="field-line">
      <vscode-text-field id=${id} class="${quiet ? 'quiet' : ''} ${invalid ? 'invalid' : ''}" placeholder=${placeholder ?? nothing}
        ?disabled=${disabled ?? false} .value=${value} @change=${change} @keydown=${keydown}>${label}</vscode-text-field>${beside ?? nothing}
    </div>
    ${hint === undefined ? nothing : html`<div class="hint">${hint}</div>`}
  </div>`;
}

/** What stands in the field of this id, committed or not. */
export function typedText(id: string): string {
  const field = document.getElementById(id);
  return field !== null && 'value' in field ? String(field.value) : '';
}

/** Takes away what is typed in the field of this id and not committed. */
export function clearText(id: string): void {
  const field = document.getElementById(id);
  if (field !== null && 'value' in field) field.value = '';
}
