import { type Disposable, Uri, workspace } from 'vscode';

const scheme = 'replicator-report';

const kept = 20;

/** Markdown pages; the newest ones live as long as the window. */
export class ReportDocuments implements Disposable {
  readonly #pages = new Map<string, string>();
  #added = 0;
  readonly #provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ query }) => this.#pages.get(query) ?? 'This page is gone; ask for it again.',
  });

  add(title: string, text: string): Uri {
    this.#added += 1;
    const id = String(this.#added);
    this.#pages.set(id, text);
    this.#pages.delete(String(this.#added - kept));
    return Uri.from({ scheme, path: `/${title.replaceAll('/', '_')}.md`, query: id });
  }

  dispose(): void {
    this.#provider.dispose();
  }
}
