import { html, nothing, type TemplateResult } from 'lit';
import type { Diagnostic } from '../../../src/shared/document/diagnostic.ts';
import { linkButton } from '../../ui/button.ts';
import { icon } from '../../ui/icon.ts';
import { sentence } from '../models/sentence.ts';
import type { PanelContext } from '../panel-context.ts';

export function diagnosticsView(
  { store, host }: PanelContext,
  diagnostics: readonly Diagnostic[],
): TemplateResult | typeof nothing {
  if (diagnostics.length === 0) return nothing;
  return html`<ul class="diagnostics" aria-label="Mistakes in the document">
    ${diagnostics.map(
      ({ severity, message, expected, line }) => html`<li class=${severity}>
        ${icon(severity)}
        <span><span class="unseen">${severity}: </span>${sentence(message)}${expected === undefined ? nothing : html` <span class="hint">Expected: ${expected}.</span>`}
          ${linkButton(`Show line ${line}`, () => void store.attempt(() => host.showText(line)))}</span>
      </li>`,
    )}
  </ul>`;
}
