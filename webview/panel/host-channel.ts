import { createBirpc } from 'birpc';
import type { PanelHost, PanelView } from '../../src/shared/protocol/panel-protocol.ts';
import { decodeMessage, encodeMessage } from '../../src/shared/protocol/rpc-codec.ts';

/** What VS Code puts into the page; `getState` is only for how things look. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface HostChannel {
  readonly host: PanelHost;
  readonly kept: Pick<VsCodeApi, 'getState' | 'setState'>;
}

/** To be called once: the page gets its API once. */
export function openHostChannel(view: PanelView): HostChannel {
  const api = acquireVsCodeApi();
  const host = createBirpc<PanelHost, PanelView>(view, {
    post: (message) => api.postMessage(message),
    on: (listen) => window.addEventListener('message', (event) => listen(event.data)),
    serialize: encodeMessage,
    deserialize: decodeMessage,
    bind: 'functions',
    timeout: -1,
  });
  return { host, kept: api };
}
