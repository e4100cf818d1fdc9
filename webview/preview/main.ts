import '@vscode/codicons/dist/codicon.css';
import './preview.css';
import { createBirpc } from 'birpc';
import { render } from 'lit';
import type { PreviewHost, PreviewState, PreviewView } from '../../src/shared/protocol/preview-protocol.ts';
import { decodeMessage, encodeMessage } from '../../src/shared/protocol/rpc-codec.ts';
import { registerElements } from '../ui/toolkit.ts';
import { GridView } from './grid-view.ts';
import { renderPreview } from './render-preview.ts';

/** What VS Code puts into the page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

registerElements();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('The page has no root.');
const page = root;

const api = acquireVsCodeApi();
let state: PreviewState | undefined;
/** What stands in the editor for queries; undefined until a person has typed. */
let typed = readTyped(api.getState());

const host = createBirpc<PreviewHost, PreviewView>(
  { onState: (now) => show(now) },
  {
    post: (message) => api.postMessage(message),
    on: (listen) => window.addEventListener('message', (event) => listen(event.data)),
    serialize: encodeMessage,
    deserialize: decodeMessage,
    timeout: -1,
  },
);
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
      api.setState({ sql });
    },
    onChoose: (sql: string) => {
      typed = sql;
      api.setState({ sql });
      draw();
    },
    onRun: (limit: number) => void host.run(limit, typed ?? state?.sql ?? ''),
    onCancel: () => void host.cancel(),
    onRemedy: (title: string) => void host.remedy(title),
  };
  render(renderPreview(parts), page);
}

function readTyped(kept: unknown): string | undefined {
  return typeof kept === 'object' && kept !== null && 'sql' in kept && typeof kept.sql === 'string'
    ? kept.sql
    : undefined;
}

void host.pull().then(show);
