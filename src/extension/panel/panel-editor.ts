import { randomBytes } from 'node:crypto';
import { createBirpc } from 'birpc';
import { type CustomTextEditorProvider, type Disposable, type TextDocument, Uri, type WebviewPanel } from 'vscode';
import { toErrorData } from '../../shared/errors.ts';
import type { PanelHost, PanelView } from '../../shared/protocol/panel-protocol.ts';
import { decodeMessage, encodeMessage } from '../../shared/protocol/rpc-codec.ts';
import type { Parts } from '../parts.ts';
import { renderPage } from './panel-page.ts';
import { checkRequests } from './panel-requests.ts';
import { type PanelMemory, PanelSession } from './panel-session.ts';

/** Opens `*.replication.yaml` as a panel; the text is the document, and whoever wants it opens that. */
export class PanelEditor implements CustomTextEditorProvider {
  readonly #parts: Parts;
  readonly #memory: PanelMemory;

  constructor(parts: Parts, memory: PanelMemory) {
    this.#parts = parts;
    this.#memory = memory;
  }

  resolveCustomTextEditor(document: TextDocument, panel: WebviewPanel): void {
    const { webview } = panel;
    const folder = Uri.joinPath(this.#parts.context.extensionUri, 'dist', 'webview');
    const link = (name: string): string => webview.asWebviewUri(Uri.joinPath(folder, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [folder] };

    const view: PanelView = {
      onDocument: (state) => rpc.onDocument(state),
      onPlan: (state) => rpc.onPlan(state),
      onRun: (state) => rpc.onRun(state),
    };
    const session = new PanelSession(this.#parts, this.#memory, document, view);
    const listening: Disposable[] = [];
    const rpc = createBirpc<PanelView, PanelHost>(checkRequests(session), {
      post: (message) => webview.postMessage(message),
      on: (listen) => listening.push(webview.onDidReceiveMessage(listen)),
      serialize: encodeMessage,
      deserialize: decodeMessage,
      eventNames: ['onDocument', 'onPlan', 'onRun'],
      timeout: -1,
      onFunctionError: (error, method) => {
        const { code, message } = toErrorData(error);
        this.#parts.log.write({ level: 'warn', message, facts: { code, method } });
      },
    });
    panel.onDidDispose(() => {
      session.dispose();
      for (const one of listening) one.dispose();
      rpc.$close();
    });
    webview.html = renderPage({
      nonce: randomBytes(16).toString('base64url'),
      cspSource: webview.cspSource,
      script: link('panel.js'),
      styles: [link('panel.css')],
      title: 'Replication',
    });
  }
}
