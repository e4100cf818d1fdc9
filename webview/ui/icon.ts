import { html, type TemplateResult } from 'lit';

/** A codicon, which says nothing to those who do not see it: words stand beside it. */
export function icon(name: string, tone = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${tone}" aria-hidden="true"></span>`;
}
