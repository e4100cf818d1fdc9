import { html, nothing, type TemplateResult } from 'lit';
import { editorAdvice } from '../../../src/shared/editor-advice.ts';
import type { ErrorData } from '../../../src/shared/errors.ts';
import { button } from '../../ui/button.ts';
import { icon } from '../../ui/icon.ts';
import type { PanelContext } from '../panel-context.ts';

/** What happened, what can be done, and a button for it where there is one. */
export function errorView(
  { snapshot, store, host }: Pick<PanelContext, 'snapshot' | 'store' | 'host'>,
  error: ErrorData,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { code, message } = error;
  const remedies = snapshot.remedies[code] ?? [];
  const advice = editorAdvice(error);
  return html`<div class="notice error">
    ${icon('error')}
    <div class="notice-text">
      <div>${message}</div>
      ${advice === '' ? nothing : html`<div class="hint">${advice}</div>`}
      <div class="buttons">
        ${remedies.map((title) =>
          button({ label: title, onPress: () => void store.attempt(() => host.mend(code, title)) }),
        )}${more}
      </div>
    </div>
  </div>`;
}
