import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  languages,
  type TextDocument,
  type TextDocumentChangeEvent,
  workspace,
} from 'vscode';
import { diagnosticSource, toRange } from './to-range.ts';

/** Long enough for the next key to come, short enough not to be noticed. */
const pauseMs = 250;

function isReplicationDocument(document: TextDocument): boolean {
  return document.uri.path.endsWith('.replication.yaml');
}

/** Keeps the mistakes of open documents in view, as they are typed. */
export class DocumentProblems {
  readonly #shown = languages.createDiagnosticCollection('replicator');
  readonly #pauses = new Map<string, NodeJS.Timeout>();
  readonly #listening: Disposable;

  constructor() {
    this.#listening = Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.#check(document)),
      workspace.onDidChangeTextDocument((change) => this.#soon(change)),
      workspace.onDidCloseTextDocument((document) => this.#drop(document)),
    );
    for (const document of workspace.textDocuments) this.#check(document);
  }

  dispose(): void {
    this.#listening.dispose();
    for (const pause of this.#pauses.values()) clearTimeout(pause);
    this.#shown.dispose();
  }

  #soon({ document }: TextDocumentChangeEvent): void {
    if (!isReplicationDocument(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#pauses.get(key));
    this.#pauses.set(
      key,
      setTimeout(() => this.#check(document), pauseMs),
    );
  }

  #drop({ uri }: TextDocument): void {
    clearTimeout(this.#pauses.get(uri.toString()));
    this.#pauses.delete(uri.toString());
    this.#shown.delete(uri);
  }

  async #check(document: TextDocument): Promise<void> {
    if (!isReplicationDocument(document)) return;
    const { readDiagnostics } = await import('./read-diagnostics.ts');
    if (document.isClosed) return;
    const found = readDiagnostics(document.getText());
    this.#shown.set(
      document.uri,
      found.map((one) => {
        const text = one.expected === undefined ? one.message : `${one.message} (expected: ${one.expected})`;
        const severity = one.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        const shown = new Diagnostic(toRange(one), text, severity);
        shown.code = one.code;
        shown.source = diagnosticSource;
        return shown;
      }),
    );
  }
}
