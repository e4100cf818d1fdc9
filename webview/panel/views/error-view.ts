import { html, nothing, type TemplateResult } from 'lit';
import { actions, type ErrorData } from '../../../src/shared/errors.ts';
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
  // What is advised for it is meant for a terminal; here the message says all.
  const advice = code === 'usage.invalid' || message.endsWith(actions[code]) ? '' : actions[code];
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
