import { type Disposable, Uri, workspace } from 'vscode';

const scheme = 'replicator-report';

/** Markdown pages that live as long as the window. */
export class ReportDocuments implements Disposable {
  readonly #pages = new Map<string, string>();
  readonly #provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ query }) => this.#pages.get(query) ?? 'This page is gone; ask for it again.',
  });

  add(title: string, text: string): Uri {
    const id = String(this.#pages.size + 1);
    this.#pages.set(id, text);
    return Uri.from({ scheme, path: `/${title.replaceAll('/', '_')}.md`, query: id });
  }

  dispose(): void {
    this.#provider.dispose();
  }
}
