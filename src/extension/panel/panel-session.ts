import { randomUUID } from 'node:crypto';
import path from 'node:path';
import {
  commands,
  type Disposable,
  env,
  Range,
  type TextDocument,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { TableDetails } from '../../shared/catalog-entries.ts';
import { smallestEdit } from '../../shared/document/text-edit.ts';
import { ReplicatorError, toErrorData } from '../../shared/errors.ts';
import type { SourceName } from '../../shared/names.ts';
import type { Page } from '../../shared/page.ts';
import type { Plan, TablePlan } from '../../shared/plan.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type {
  DocumentState,
  PanelAction,
  PanelEdit,
  PanelHost,
  PanelSnapshot,
  PanelView,
  PlanState,
  RunState,
  SourceMatch,
  SourceSearch,
} from '../../shared/protocol/panel-protocol.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { executeCommand } from '../commands.ts';
import { sampleConnection } from '../connections/saved-connection.ts';
import type { Parts } from '../parts.ts';
import { readRunDocument } from '../runs/read-run-document.ts';
import { readSetting } from '../settings.ts';
import { applyConnection, applyPanelEdit } from './apply-panel-edit.ts';
import { LatestOnly } from './latest-only.ts';
import type { PlanBoard } from './plan-board.ts';
import { overviewOf } from './plan-overview.ts';
import type { RateRecorder } from './rate-recorder.ts';
import { type DocumentReading, readDocument } from './read-document.ts';
import { findRemedy, remediesByCode } from './remedies.ts';
import { searchSource } from './search-source.ts';

/** What outlives a panel. */
export interface PanelMemory {
  readonly plans: PlanBoard;
  readonly rates: RateRecorder;
}

/** Snapshots of a run a second, at most. */
const runsPerSecond = 4;

/** One open panel: what it may ask for, and what it is told. */
export class PanelSession implements PanelHost, Disposable {
  readonly #parts: Parts;
  readonly #memory: PanelMemory;
  readonly #document: TextDocument;
  readonly #uri: string;
  readonly #listening: Disposable[];
  readonly #runUpdates: LatestOnly<RunState>;
  #reading: (DocumentReading & { readonly version: number }) | undefined;
  #edits: Promise<unknown> = Promise.resolve();

  constructor(parts: Parts, memory: PanelMemory, document: TextDocument, view: PanelView) {
    this.#parts = parts;
    this.#memory = memory;
    this.#document = document;
    this.#uri = document.uri.toString();
    this.#runUpdates = new LatestOnly(1000 / runsPerSecond, (state) => view.onRun(state));
    this.#listening = [
      workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
        if (changed.uri.toString() !== this.#uri || contentChanges.length === 0) return;
        view.onDocument(this.#documentState());
        view.onPlan(this.#planState());
      }),
      parts.connections.onDidChange(() => view.onDocument(this.#documentState())),
      parts.runs.onDidChange((record) => {
        if (record === undefined || record.document === this.#uri) this.#runUpdates.push(this.#runState());
      }),
      memory.plans.onDidChange((changed) => {
        if (changed === this.#uri) view.onPlan(this.#planState());
      }),
    ];
  }

  dispose(): void {
    this.#runUpdates.dispose();
    for (const one of this.#listening) one.dispose();
  }

  async pull(): Promise<PanelSnapshot> {
    return {
      remedies: remediesByCode,
      document: this.#documentState(),
      plan: this.#planState(),
      run: this.#runState(),
    };
  }

  edit(edit: PanelEdit): Promise<void> {
    const applied = this.#edits.then(() => this.#apply(edit));
    this.#edits = applied.catch(() => undefined);
    return applied;
  }

  async perform(action: PanelAction): Promise<void> {
    await this.#edits;
    const { runs } = this.#parts;
    const newest = this.#newestRun();
    switch (action) {
      case 'addConnection':
        return void (await executeCommand('replicator.connections.add'));
      case 'chooseFile':
        return this.#chooseFile();
      case 'saveDraft':
        return this.#saveDraft();
      case 'showLog':
        return void (await executeCommand('replicator.log.show'));
      case 'showLocal':
        return this.#showLocal();
      case 'plan':
        return this.#plan();
      case 'cancelPlan':
        return this.#memory.plans.cancel(this.#uri);
      case 'runPlan':
        return void (await runs.start(this.#document.uri, { plan: this.#readyPlan() }));
      case 'runAgain':
        return void (await runs.start(this.#document.uri));
      case 'cancelRun':
        return newest && runs.cancel(newest.id);
      case 'resumeRun':
        return void (newest && (await runs.resume(newest.id)));
      case 'undoRun':
        return void (newest && (await executeCommand('replicator.replicate.undo', newest.id)));
    }
  }

  async showText(line?: number): Promise<void> {
    const start = line === undefined ? undefined : this.#document.lineAt(Math.min(line, this.#document.lineCount) - 1);
    await window.showTextDocument(this.#document, {
      viewColumn: ViewColumn.Active,
      ...(start === undefined ? {} : { selection: start.range }),
    });
  }

  async copy(text: string): Promise<void> {
    await env.clipboard.writeText(text);
  }

  async search(search: SourceSearch): Promise<Page<SourceMatch>> {
    return searchSource(this.#parts.engine.service, await this.#connection(), search);
  }

  async describeTable(name: SourceName): Promise<TableDetails> {
    return this.#parts.engine.service.describeTable(await this.#connection(), name);
  }

  async checkFilter(name: SourceName, where: string): Promise<void> {
    await this.#parts.engine.service.checkFilter(randomUUID(), await this.#connection(), name, where);
  }

  async plannedTable(index: number): Promise<TablePlan> {
    const table = this.#readyPlan().tables[index];
    if (table === undefined) throw new ReplicatorError('usage.invalid', 'The plan has no such table any more.');
    return table;
  }

  async mend(code: string, title: string): Promise<void> {
    const remedy = findRemedy(code, title);
    if (remedy === undefined) return;
    const args = remedy.argument === undefined ? [] : [remedy.argument];
    await commands.executeCommand(remedy.command, ...args);
  }

  async #apply(edit: PanelEdit): Promise<void> {
    const before = this.#document.getText();
    const after = this.#edited(before, edit);
    if (after === before) return;
    const { start, end, text } = smallestEdit(before, after);
    const change = new WorkspaceEdit();
    const range = new Range(this.#document.positionAt(start), this.#document.positionAt(end));
    change.replace(this.#document.uri, range, text);
    if (await workspace.applyEdit(change)) return;
    throw new ReplicatorError('usage.invalid', `${this.#name} cannot be changed: is it read-only?`);
  }

  #edited(text: string, edit: PanelEdit): string {
    if (edit.kind !== 'connection') return applyPanelEdit(text, edit);
    const { connections } = this.#parts;
    const connection = connections.find(edit.id) ?? (edit.id === sampleConnection.id ? sampleConnection : undefined);
    if (connection === undefined) throw new ReplicatorError('usage.invalid', 'This connection is not there any more.');
    return applyConnection(text, connections.choiceFor(connection));
  }

  async #chooseFile(): Promise<void> {
    const { file } = this.#documentState();
    const chosen = await window.showSaveDialog({
      title: 'DuckDB file to copy into',
      saveLabel: 'Use This File',
      filters: { DuckDB: ['duckdb', 'db', 'ddb'] },
      defaultUri: Uri.file(file ?? path.join(this.#folder, 'lake.duckdb')),
    });
    if (chosen === undefined) return;
    const near = path.relative(this.#folder, chosen.fsPath);
    const value = near.startsWith('..') || path.isAbsolute(near) ? chosen.fsPath : near.split(path.sep).join('/');
    await this.edit({ kind: 'target', key: 'file', value });
  }

  /** A copy in a place of its own; its paths mean what they meant. */
  async #saveDraft(): Promise<void> {
    const chosen = await window.showSaveDialog({
      title: 'Save the replication',
      filters: { Replication: ['replication.yaml'] },
      defaultUri: Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file(this.#folder), this.#name),
    });
    if (chosen === undefined) return;
    const { file } = this.#documentState();
    const text = this.#document.getText();
    const saved = file === undefined ? text : applyPanelEdit(text, { kind: 'target', key: 'file', value: file });
    await workspace.fs.writeFile(chosen, new TextEncoder().encode(saved));
    await executeCommand('replicator.panel.open', chosen);
  }

  async #showLocal(): Promise<void> {
    const { file } = this.#documentState();
    if (file !== undefined) await this.#parts.files.add(file);
    await commands.executeCommand('replicator.local.focus');
  }

  #plan(): Promise<void> {
    const { connections, engine } = this.#parts;
    const operation = randomUUID();
    return this.#memory.plans.plan(this.#uri, this.#read().identity, async (signal) => {
      const { connect, file, replication } = await readRunDocument(this.#uri, connections);
      const connection = await connect();
      signal.throwIfAborted();
      const cancel = (): void => void engine.service.cancel(operation);
      signal.addEventListener('abort', cancel, { once: true });
      const keepPrevious = readSetting('replicator.runs.keepPrevious');
      const plan = engine.service.plan(operation, { connection, replication, file, keepPrevious });
      return plan.finally(() => signal.removeEventListener('abort', cancel));
    });
  }

  #readyPlan(): Plan {
    const kept = this.#memory.plans.find(this.#uri);
    if (kept?.state === 'ready') return kept.plan;
    throw new ReplicatorError('usage.invalid', 'There is no plan of this document yet; make one first.');
  }

  async #connection(): Promise<ConnectionAddress> {
    const { choice } = this.#read();
    if (choice === undefined) throw new ReplicatorError('usage.invalid', 'Choose a connection first.');
    return this.#parts.connections.addressFor(choice, this.#folder);
  }

  #documentState(): DocumentState {
    const { outline, diagnostics } = this.#read();
    const { file } = outline.target;
    return {
      name: this.#name,
      draft: this.#uri.startsWith(this.#parts.context.globalStorageUri.toString()),
      editable: outline.form === 'current',
      outline,
      diagnostics,
      ...(file === undefined ? {} : { file: path.resolve(this.#folder, file) }),
      connections: this.#connections(),
    };
  }

  #connections(): DocumentState['connections'] {
    const { connections } = this.#parts;
    const wanted = JSON.stringify(this.#read().choice);
    const saved = connections.list();
    const offered = saved.some(({ kind }) => kind === 'sample') ? saved : [...saved, sampleConnection];
    return offered.map((connection) => {
      const { id, label } = connection;
      return { id, label, chosen: choiceText(() => connections.choiceFor(connection)) === wanted };
    });
  }

  #planState(): PlanState {
    const kept = this.#memory.plans.find(this.#uri);
    if (kept === undefined) return { state: 'none' };
    if (kept.state === 'planning') return { state: 'planning' };
    const stale = kept.identity === undefined || kept.identity !== this.#read().identity;
    if (kept.state === 'failed') return { state: 'failed', error: toErrorData(kept.error), stale };
    return { state: 'ready', plan: overviewOf(kept.plan), stale };
  }

  /** Of the text as it is now; large documents take a while to read. */
  #read(): DocumentReading {
    const { version } = this.#document;
    if (this.#reading?.version !== version) this.#reading = { version, ...readDocument(this.#document.getText()) };
    return this.#reading;
  }

  #newestRun(): RunRecord | undefined {
    return this.#parts.runs.list().find((record) => record.document === this.#uri);
  }

  #runState(): RunState {
    const record = this.#newestRun();
    return record === undefined ? { rates: [] } : { record, rates: this.#memory.rates.samples(record.id) };
  }

  get #folder(): string {
    return path.dirname(this.#document.uri.fsPath);
  }

  get #name(): string {
    return path.basename(this.#document.uri.path);
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
