import { html, nothing, type TemplateResult } from 'lit';

export interface CheckboxOptions {
  readonly label: string;
  /** The label is there for screen readers only: something beside it says the same. */
  readonly quiet?: boolean;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly onChange: (checked: boolean) => void;
}

export function checkbox({ label, quiet, checked, disabled, title, onChange }: CheckboxOptions): TemplateResult {
  // The element tells of changes that were made by the program too: those are what the model says already.
  const change = (event: Event): void => {
    const now = (event.target as HTMLInputElement).checked;
    if (now !== checked) onChange(now);
  };
  return html`<vscode-checkbox class=${quiet ? 'quiet' : ''} @change=${change} .checked=${checked} ?disabled=${disabled ?? false} title=${title ?? nothing}
    ><span class=${quiet ? 'unseen' : ''}>${label}</span></vscode-checkbox>`;
}
