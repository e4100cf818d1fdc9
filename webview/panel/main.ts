import '@vscode/codicons/dist/codicon.css';
import 'uplot/dist/uPlot.min.css';
import './panel.css';
import './fields.css';
import './rows.css';
import './columns.css';
import './plan.css';
import './run.css';
import './table-search.css';
import { render } from 'lit';
import type { PanelHost, PanelView } from '../../src/shared/protocol/panel-protocol.ts';
import { openHostChannel } from '../ui/host-channel.ts';
import { registerElements } from '../ui/toolkit.ts';
import { readLook } from './look.ts';
import { Lookups } from './lookups.ts';
import { RateChart } from './rate-chart.ts';
import { PanelStore } from './store.ts';
import { TableSearch } from './table-search.ts';
import { loadingView, panelView } from './views/panel-view.ts';

registerElements();
customElements.define('rate-chart', RateChart);
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('The page has no root.');

let drawing = false;
const draw = (): void => {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    render(page(), root);
  });
};

const store = new PanelStore(draw);
const { host, kept } = openHostChannel<PanelHost, PanelView>(store);
const lookups = new Lookups(host, draw);
const search = new TableSearch(host, draw);
store.onDidChangeLook = (look) => kept.setState(look);
store.onDidChangeConnection = () => lookups.forgetSource();

function page() {
  const { snapshot, look } = store.model;
  if (snapshot === undefined) return loadingView(store.model.problem);
  return panelView({
    snapshot,
    look,
    host,
    store,
    lookups,
    search,
    edit: (edit, taken) => void store.attempt(() => host.edit(edit).then(taken)),
    perform: (action) => {
      if (action === 'plan') store.setLook({ section: 'plan' });
      if (action === 'runPlan' || action === 'runAgain' || action === 'resumeRun') store.setLook({ section: 'run' });
      void store.attempt(() => host.perform(action));
    },
  });
}

void store.load(host, readLook(kept.getState()));
