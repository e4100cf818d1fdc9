import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorData } from '../../../src/shared/errors.ts';
import { button } from '../../ui/button.ts';
import { busy } from '../../ui/progress.ts';
import { tabs } from '../../ui/tabs.ts';
import { spokenState } from '../models/run-view-model.ts';
import type { PanelContext } from '../panel-context.ts';
import { configureView } from './configure-view.ts';
import { errorView } from './error-view.ts';
import { headerView } from './header-view.ts';
import { planView } from './plan-view.ts';
import { runView } from './run-view.ts';

const sections = { configure: configureView, plan: planView, run: runView };

export function panelView(context: PanelContext): TemplateResult {
  const { look, store } = context;
  const { problem } = store.model;
  return html`${headerView(context)}
    <main>
      <div role="alert">
        ${problem === undefined ? nothing : errorView(context, problem, button({ label: 'Dismiss', onPress: () => store.dismissProblem() }))}
      </div>
      ${tabs({
        label: 'Steps',
        active: look.section,
        tabs: [
          { id: 'configure', label: 'Configure' },
          { id: 'plan', label: 'Plan' },
          { id: 'run', label: 'Run' },
        ],
        content: sections[look.section](context),
        onChange: (section) => store.setLook({ section }),
      })}
      <div class="unseen" role="status">${spokenOf(context)}</div>
    </main>`;
}

function spokenOf({ snapshot: { run, plan }, look }: PanelContext): string {
  if (plan.state === 'planning') return 'Planning.';
  return run.record === undefined || look.section !== 'run' ? '' : spokenState(run.record);
}

/** Before the host has answered, or because it could not. */
export function loadingView(problem: ErrorData | undefined): TemplateResult {
  if (problem === undefined) return html`<main>${busy('Reading the document')}</main>`;
  return html`<main role="alert"><p>${problem.message}</p></main>`;
}
