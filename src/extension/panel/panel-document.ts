import path from 'node:path';
import { Range, type TextDocument, type Uri, WorkspaceEdit, workspace } from 'vscode';
import { smallestEdit } from '../../shared/document/text-edit.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { DocumentState, PanelEdit } from '../../shared/protocol/panel-protocol.ts';
import type { Connections } from '../connections/connections.ts';
import { sampleConnection } from '../connections/saved-connection.ts';
import { applyConnection, applyPanelEdit } from './apply-panel-edit.ts';
import { type DocumentReading, readDocument } from './read-document.ts';

export interface PanelDocumentParts {
  readonly connections: Connections;
  /** Where documents lie that nobody has given a place. */
  readonly drafts: Uri;
}

/** The text behind a panel: what it says, and how it is changed, one change after the other. */
export class PanelDocument {
  readonly text: TextDocument;
  readonly uri: string;
  readonly folder: string;
  readonly name: string;
  readonly #parts: PanelDocumentParts;
  #reading: (DocumentReading & { readonly version: number }) | undefined;
  #edits: Promise<unknown> = Promise.resolve();

  constructor(text: TextDocument, parts: PanelDocumentParts) {
    this.text = text;
    this.uri = text.uri.toString();
    this.folder = path.dirname(text.uri.fsPath);
    this.name = path.basename(text.uri.path);
    this.#parts = parts;
  }

  /** Of the text as it is now; large documents take a while to read. */
  read(): DocumentReading {
    const { version } = this.text;
    if (this.#reading?.version !== version) this.#reading = { version, ...readDocument(this.text.getText()) };
    return this.#reading;
  }

  state(): DocumentState {
    const { outline, diagnostics } = this.read();
    const { file } = outline.target;
    return {
      name: this.name,
      draft: this.uri.startsWith(this.#parts.drafts.toString()),
      editable: outline.form === 'current',
      outline,
      diagnostics,
      ...(file === undefined ? {} : { file: path.resolve(this.folder, file) }),
      connections: this.#connections(),
    };
  }

  /** @throws ReplicatorError `usage.invalid` */
  edit(edit: PanelEdit): Promise<void> {
    const applied = this.#edits.then(() => this.#apply(edit));
    this.#edits = applied.catch(() => undefined);
    return applied;
  }

  /** All that was asked for before is in. */
  async settled(): Promise<void> {
    await this.#edits;
  }

  async #apply(edit: PanelEdit): Promise<void> {
    const before = this.text.getText();
    const after = this.#edited(before, edit);
    if (after === before) return;
    const { start, end, text } = smallestEdit(before, after);
    const change = new WorkspaceEdit();
    change.replace(this.text.uri, new Range(this.text.positionAt(start), this.text.positionAt(end)), text);
    if (await workspace.applyEdit(change)) return;
    throw new ReplicatorError('usage.invalid', `${this.name} cannot be changed: is it read-only?`);
  }

  #edited(text: string, edit: PanelEdit): string {
    if (edit.kind !== 'connection') return applyPanelEdit(text, edit);
    const { connections } = this.#parts;
    const connection = this.#offered().find(({ id }) => id === edit.id);
    if (connection === undefined) throw new ReplicatorError('usage.invalid', 'This connection is not there any more.');
    return applyConnection(text, connections.choiceFor(connection));
  }

  /** The sample warehouse is always there. */
  #offered() {
    const saved = this.#parts.connections.list();
    return saved.some(({ kind }) => kind === 'sample') ? saved : [...saved, sampleConnection];
  }

  #connections(): DocumentState['connections'] {
    const wanted = JSON.stringify(this.read().choice);
    return this.#offered().map((connection) => {
      const { id, label } = connection;
      return { id, label, chosen: choiceText(() => this.#parts.connections.choiceFor(connection)) === wanted };
    });
  }
}

/** A connection that cannot be written down, having no warehouse yet, is meant by no document. */
function choiceText(choose: () => unknown): string | undefined {
  try {
    return JSON.stringify(choose());
  } catch (error) {
    if (error instanceof ReplicatorError) return undefined;
    throw error;
  }
}
