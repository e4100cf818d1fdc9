import { type BirpcReturn, createBirpc } from 'birpc';
import { decodeMessage, encodeMessage } from '../../src/shared/protocol/rpc-codec.ts';

/** What VS Code puts into the page; `getState` is only for how things look. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

interface HostChannel<Host extends object, View extends object> {
  readonly host: BirpcReturn<Host, View>;
  readonly kept: Pick<VsCodeApi, 'getState' | 'setState'>;
}

/** To be called once: the page gets its API once. */
export function openHostChannel<Host extends object, View extends object>(view: View): HostChannel<Host, View> {
  const api = acquireVsCodeApi();
  const host = createBirpc<Host, View>(view, {
    post: (message) => api.postMessage(message),
    on: (listen) => window.addEventListener('message', (event) => listen(event.data)),
    serialize: encodeMessage,
    deserialize: decodeMessage,
    bind: 'functions',
    timeout: -1,
  });
  return { host, kept: api };
}
