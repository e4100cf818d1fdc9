import '@vscode/codicons/dist/codicon.css';
import './preview.css';
import { render } from 'lit';
import type { PreviewHost, PreviewState, PreviewView } from '../../src/shared/protocol/preview-protocol.ts';
import { openHostChannel } from '../ui/host-channel.ts';
import { registerElements } from '../ui/toolkit.ts';
import { GridView } from './grid-view.ts';
import { renderPreview } from './render-preview.ts';

registerElements();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('The page has no root.');
const page = root;

const { host, kept } = openHostChannel<PreviewHost, PreviewView>({ onState: (now) => show(now) });
let state: PreviewState | undefined;
/** What stands in the editor for queries; undefined until a person has typed. */
let typed = readTyped(kept.getState());

const grid = new GridView({ copy: (text) => void host.copy(text), changed: draw });

function show(now: PreviewState): void {
  if (now.result.kind === 'rows') grid.take(now.result.sample);
  // Another statement was run from outside the page: it takes the place of what stood there.
  if (state !== undefined && now.sql !== state.sql) typed = undefined;
  state = now;
  draw();
}

function draw(): void {
  if (state === undefined) return;
  const parts = {
    state,
    grid,
    sql: typed ?? state.sql,
    onType: (sql: string) => {
      typed = sql;
      kept.setState({ sql });
    },
    onChoose: (sql: string) => {
      typed = sql;
      kept.setState({ sql });
      draw();
    },
    onRun: (limit: number) => void host.run(limit, typed ?? state?.sql ?? ''),
    onCancel: () => void host.cancel(),
    onRemedy: (title: string) => void host.remedy(title),
  };
  render(renderPreview(parts), page);
}

function readTyped(left: unknown): string | undefined {
  return typeof left === 'object' && left !== null && 'sql' in left && typeof left.sql === 'string'
    ? left.sql
    : undefined;
}

void host.pull().then(show);
