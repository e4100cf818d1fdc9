import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

export interface DisclosureOptions {
  readonly title: TemplateResult | string;
  readonly open: boolean;
  readonly content: () => TemplateResult;
  readonly onToggle: (open: boolean) => void;
}

/** A heading that opens what is below it. */
export function disclosure({ title, open, content, onToggle }: DisclosureOptions): TemplateResult {
  return html`<button type="button" class="disclosure" aria-expanded=${open} @click=${() => onToggle(!open)}>
      ${icon(open ? 'chevron-down' : 'chevron-right')}<span class="disclosure-title">${title}</span>
    </button>
    ${open ? html`<div class="disclosed">${content()}</div>` : nothing}`;
}
