import { html, type TemplateResult } from 'lit';

/** @param fraction - from 0 to 1; undefined where the end is not known */
export function progressBar(label: string, fraction: number | undefined): TemplateResult {
  if (fraction === undefined) return html`<progress aria-label=${label}></progress>`;
  return html`<progress aria-label=${label} max="1" .value=${Math.min(1, Math.max(0, fraction))}></progress>`;
}

export function busy(label: string): TemplateResult {
  return html`<span class="busy" role="status"><span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>${label}</span>`;
}
