import { html, nothing, type TemplateResult } from 'lit';
import { editorAdvice } from '../../../src/shared/editor-advice.ts';
import { type ErrorData, everyError } from '../../../src/shared/errors.ts';
import { button } from '../../ui/button.ts';
import { icon } from '../../ui/icon.ts';
import { sentence } from '../models/sentence.ts';
import type { PanelContext } from '../panel-context.ts';

/** What happened, what can be done, and a button for it where there is one. */
export function errorView(
  { snapshot, store, host }: Pick<PanelContext, 'snapshot' | 'store' | 'host'>,
  error: ErrorData,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { code } = error;
  const all = everyError(error);
  const remedies = snapshot.remedies[code] ?? [];
  const advice = [...new Set(all.map(editorAdvice))].filter((text) => text !== '');
  return html`<div class="notice error">
    ${icon('error')}
    <div class="notice-text">
      ${all.length === 1 ? html`<div>${sentence(error.message)}</div>` : html`<ul>${all.map(({ message }) => html`<li>${sentence(message)}</li>`)}</ul>`}
      ${advice.map((text) => html`<div class="hint">${text}</div>`)}
      <div class="buttons">
        ${remedies.map((title) =>
          button({ label: title, onPress: () => void store.attempt(() => host.mend(code, title)) }),
        )}${more}
      </div>
    </div>
  </div>`;
}
