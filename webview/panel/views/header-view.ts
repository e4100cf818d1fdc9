import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../ui/button.ts';
import { isLive } from '../models/run-view-model.ts';
import type { PanelContext } from '../panel-context.ts';

export function headerView(context: PanelContext): TemplateResult {
  const { document } = context.snapshot;
  const connection = document.connections.find(({ chosen }) => chosen)?.label ?? document.outline.connection;
  return html`<header class="header">
    <div class="heading">
      <h1>${document.name.replace(/\.replication\.yaml$/, '')}</h1>
      <div class="hint route">${connection ?? 'no connection'} → ${document.outline.target.file ?? 'no file'}</div>
    </div>
    <div class="buttons">${buttons(context)}</div>
  </header>`;
}

/** One primary button in each state: the next step. */
function buttons(context: PanelContext): TemplateResult {
  const { snapshot, look, perform } = context;
  const act = (action: Parameters<typeof perform>[0]) => () => perform(action);
  const { plan, document } = snapshot;
  const live = snapshot.run.record !== undefined && isLive(snapshot.run.record);
  const broken = document.diagnostics.some(({ severity }) => severity === 'error');
  if (look.section === 'run') return runButtons(context);
  const save = document.draft ? button({ label: 'Save As…', onPress: act('saveDraft') }) : nothing;
  if (plan.state === 'planning') return html`${save}${button({ label: 'Cancel', onPress: act('cancelPlan') })}`;
  if (look.section === 'plan' && plan.state === 'ready' && !plan.stale && plan.plan.tables.length > 0) {
    const again = button({ label: 'Plan Again', disabled: broken, onPress: act('plan') });
    const run = button({
      label: 'Run This Plan',
      kind: 'primary',
      icon: 'play',
      disabled: live,
      onPress: act('runPlan'),
    });
    return html`${save}${again}${run}`;
  }
  const label = look.section === 'plan' && plan.state !== 'none' ? 'Plan Again' : 'Plan';
  const run =
    look.section === 'configure'
      ? button({ label: 'Run', disabled: broken || live, onPress: act('runAgain') })
      : nothing;
  return html`${save}${run}${button({ label, kind: 'primary', disabled: broken, onPress: act('plan') })}`;
}

function runButtons({ snapshot, perform }: PanelContext): TemplateResult {
  const { record } = snapshot.run;
  if (record === undefined) return html`${button({ label: 'Plan', kind: 'primary', onPress: () => perform('plan') })}`;
  if (isLive(record)) {
    const cancelling = record.state === 'cancelling';
    return html`${button({ label: cancelling ? 'Cancelling' : 'Cancel', disabled: cancelling, onPress: () => perform('cancelRun') })}`;
  }
  const undo = record.undoable
    ? button({ label: 'Undo', icon: 'discard', onPress: () => perform('undoRun') })
    : nothing;
  const again = (kind: 'primary' | 'secondary') =>
    button({ label: 'Run Again', kind, onPress: () => perform('runAgain') });
  if (record.resumable) {
    return html`${undo}${again('secondary')}${button({ label: 'Resume', kind: 'primary', icon: 'debug-continue', onPress: () => perform('resumeRun') })}`;
  }
  if (record.state !== 'done') return html`${undo}${again('primary')}`;
  return html`${undo}${again('secondary')}${button({ label: 'Show in DuckDB', kind: 'primary', icon: 'database', onPress: () => perform('showLocal') })}`;
}
