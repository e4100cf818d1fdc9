import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

export interface ButtonOptions {
  readonly label: string;
  /** An icon button shows its icon alone; the label is its name. */
  readonly kind?: 'primary' | 'secondary' | 'icon';
  readonly icon?: string;
  readonly disabled?: boolean;
  readonly expanded?: boolean;
  readonly onPress: () => void;
}

export function button({
  label,
  kind = 'secondary',
  icon: sign,
  disabled,
  expanded,
  onPress,
}: ButtonOptions): TemplateResult {
  const press = (event: Event): void => {
    event.stopPropagation();
    onPress();
  };
  if (kind === 'icon') {
    return html`<vscode-button appearance="icon" aria-label=${label} title=${label} ?disabled=${disabled ?? false}
      aria-expanded=${expanded ?? nothing} @click=${press}>${icon(sign ?? 'circle')}</vscode-button>`;
  }
  const slotted =
    sign === undefined ? nothing : html`<span slot="start" class="codicon codicon-${sign}" aria-hidden="true"></span>`;
  return html`<vscode-button appearance=${kind} ?disabled=${disabled ?? false} aria-expanded=${expanded ?? nothing}
    @click=${press}>${label}${slotted}</vscode-button>`;
}

/** Words that do something, inside a text. */
export function linkButton(label: string, onPress: () => void, title?: string): TemplateResult {
  return html`<button type="button" class="link" title=${title ?? nothing} @click=${onPress}>${label}</button>`;
}
