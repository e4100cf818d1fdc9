import { randomBytes } from 'node:crypto';
import { createBirpc } from 'birpc';
import { env, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { PreviewHost, PreviewView } from '../../shared/protocol/preview-protocol.ts';
import { decodeMessage, encodeMessage } from '../../shared/protocol/rpc-codec.ts';
import { applyRemedy } from '../errors/show-error.ts';
import { renderPage } from '../panel/panel-page.ts';
import type { Parts } from '../parts.ts';
import { readSetting } from '../settings.ts';
import { previewRequests } from './preview-requests.ts';
import { PreviewSession } from './preview-session.ts';
import { type PreviewSubject, subjectKey, tabTitle } from './preview-subject.ts';
import { QueryHistory } from './query-history.ts';
import { readRows } from './read-rows.ts';

interface Open {
  readonly panel: WebviewPanel;
  readonly session: PreviewSession;
}

/** One panel per subject; a second look brings the first one to the front. */
export class PreviewPanels {
  readonly #parts: Parts;
  readonly #history: QueryHistory;
  readonly #open = new Map<string, Open>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#history = new QueryHistory(parts.context.workspaceState);
  }

  /** Shows the rows of a subject as they are now. */
  show(subject: PreviewSubject): void {
    const limit = readSetting('replicator.preview.rows');
    const { panel, session } = this.#open.get(subjectKey(subject)) ?? this.#create(subject, limit);
    panel.reveal();
    const sql = subject.kind === 'query' ? subject.sql : '';
    if (subject.kind !== 'query' || sql !== '') void session.run(limit, sql);
  }

  dispose(): void {
    for (const { panel } of this.#open.values()) panel.dispose();
  }

  #create(subject: PreviewSubject, limit: number): Open {
    const folder = Uri.joinPath(this.#parts.context.extensionUri, 'dist', 'webview');
    const panel = window.createWebviewPanel('replicator.preview', tabTitle(subject), ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [folder],
    });
    const { webview } = panel;
    const link = (name: string): string => webview.asWebviewUri(Uri.joinPath(folder, name)).toString();
    const session = new PreviewSession(subject, limit, {
      read: (of, most, signal, note) => readRows(this.#parts, of, most, signal, note),
      copy: (text) => env.clipboard.writeText(text),
      remedy: (remedy) => applyRemedy(remedy, subject.kind === 'source' ? subject.connectionId : undefined),
      history: (file) => this.#history.of(file),
      remember: (file, sql) => this.#history.add(file, sql),
      tell: (state) => rpc.onState(state),
    });
    const rpc = createBirpc<PreviewView, PreviewHost>(previewRequests(session), {
      post: (message) => webview.postMessage(message),
      on: (listen) => webview.onDidReceiveMessage(listen),
      serialize: encodeMessage,
      deserialize: decodeMessage,
      eventNames: ['onState'],
      timeout: -1,
    });
    const key = subjectKey(subject);
    panel.onDidDispose(() => {
      this.#open.delete(key);
      session.close();
      rpc.$close();
    });
    webview.html = renderPage({
      nonce: randomBytes(16).toString('base64url'),
      cspSource: webview.cspSource,
      script: link('preview.js'),
      styles: [link('preview.css')],
      title: tabTitle(subject),
    });
    const open = { panel, session };
    this.#open.set(key, open);
    return open;
  }
}
