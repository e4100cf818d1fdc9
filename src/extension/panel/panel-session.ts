import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { commands, type Disposable, env, type TextDocument, Uri, ViewColumn, window, workspace } from 'vscode';
import type { TableDetails } from '../../shared/catalog-entries.ts';
import { ReplicatorError, toErrorData } from '../../shared/errors.ts';
import type { SourceName } from '../../shared/names.ts';
import type { Page } from '../../shared/page.ts';
import type { Plan, TablePlan } from '../../shared/plan.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type {
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
import { applyRemedy } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { requireTrust } from '../trust/require-trust.ts';
import { applyPanelEdit } from './apply-panel-edit.ts';
import { LatestOnly } from './latest-only.ts';
import { PanelDocument } from './panel-document.ts';
import type { PlanBoard } from './plan-board.ts';
import { planDocument } from './plan-document.ts';
import { overviewOf } from './plan-overview.ts';
import type { RateRecorder } from './rate-recorder.ts';
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
  readonly #document: PanelDocument;
  readonly #listening: Disposable[];
  readonly #runUpdates: LatestOnly<RunState>;

  constructor(parts: Parts, memory: PanelMemory, text: TextDocument, view: PanelView) {
    this.#parts = parts;
    this.#memory = memory;
    this.#document = new PanelDocument(text, {
      connections: parts.connections,
      drafts: parts.context.globalStorageUri,
    });
    this.#runUpdates = new LatestOnly(1000 / runsPerSecond, (state) => view.onRun(state));
    this.#listening = [
      workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
        if (changed.uri.toString() !== this.#document.uri || contentChanges.length === 0) return;
        view.onDocument(this.#document.state());
        view.onPlan(this.#planState());
      }),
      parts.connections.onDidChange(() => view.onDocument(this.#document.state())),
      parts.runs.onDidChange((record) => {
        if (record === undefined || record.document === this.#document.uri) this.#runUpdates.push(this.#runState());
      }),
      memory.plans.onDidChange((changed) => {
        if (changed === this.#document.uri) view.onPlan(this.#planState());
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
      document: this.#document.state(),
      plan: this.#planState(),
      run: this.#runState(),
    };
  }

  edit(edit: PanelEdit): Promise<void> {
    return this.#document.edit(edit);
  }

  async perform(action: PanelAction): Promise<void> {
    await this.#document.settled();
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
        return this.#memory.plans.cancel(this.#document.uri);
      case 'runPlan':
        return void (await runs.start(this.#document.text.uri, { plan: this.#freshPlan() }));
      case 'runAgain':
        return void (await runs.start(this.#document.text.uri));
      case 'cancelRun':
        return newest && runs.cancel(newest.id);
      case 'resumeRun':
        return void (newest && (await runs.resume(newest.id)));
      case 'resumeEarlier':
        return this.#resumeEarlier();
      case 'undoRun':
        return void (newest && (await executeCommand('replicator.replicate.undo', newest.id)));
    }
  }

  async showText(line?: number): Promise<void> {
    const { text } = this.#document;
    const start = line === undefined ? undefined : text.lineAt(Math.min(line, text.lineCount) - 1);
    await window.showTextDocument(text, {
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
    const connection = this.#document.state().connections.find(({ chosen }) => chosen);
    await applyRemedy(remedy, connection?.id);
  }

  async #chooseFile(): Promise<void> {
    const { file } = this.#document.state();
    const chosen = await window.showSaveDialog({
      title: 'DuckDB file to copy into',
      saveLabel: 'Use This File',
      filters: { DuckDB: ['duckdb', 'db', 'ddb'] },
      defaultUri: Uri.file(file ?? path.join(this.#document.folder, 'lake.duckdb')),
    });
    if (chosen === undefined) return;
    const near = path.relative(this.#document.folder, chosen.fsPath);
    const value = near.startsWith('..') || path.isAbsolute(near) ? chosen.fsPath : near.split(path.sep).join('/');
    await this.edit({ kind: 'target', key: 'file', value });
  }

  /** A copy in a place of its own; its paths mean what they meant. */
  async #saveDraft(): Promise<void> {
    const chosen = await window.showSaveDialog({
      title: 'Save the replication',
      filters: { Replication: ['replication.yaml'] },
      defaultUri: Uri.joinPath(
        workspace.workspaceFolders?.[0]?.uri ?? Uri.file(this.#document.folder),
        this.#document.name,
      ),
    });
    if (chosen === undefined) return;
    const { file } = this.#document.state();
    const text = this.#document.text.getText();
    const saved = file === undefined ? text : applyPanelEdit(text, { kind: 'target', key: 'file', value: file });
    await workspace.fs.writeFile(chosen, new TextEncoder().encode(saved));
    await executeCommand('replicator.panel.open', chosen);
  }

  async #showLocal(): Promise<void> {
    const { file } = this.#document.state();
    if (file !== undefined) await this.#parts.files.add(file);
    await commands.executeCommand('replicator.local.focus');
  }

  #plan(): Promise<void> {
    return planDocument(this.#parts, this.#memory.plans, this.#document.uri, this.#document.read().identity);
  }

  /** Under its own record, where the editor knows of it. */
  async #resumeEarlier(): Promise<void> {
    const { runs } = this.#parts;
    const { resumable } = this.#readyPlan();
    const record = runs.list().find(({ runId }) => runId === resumable);
    if (record !== undefined) await runs.resume(record.id);
    else if (resumable !== undefined) await runs.start(this.#document.text.uri, { resume: resumable });
  }

  #readyPlan(): Plan {
    const kept = this.#memory.plans.find(this.#document.uri);
    if (kept?.state === 'ready') return kept.plan;
    throw new ReplicatorError('usage.invalid', 'There is no plan of this document yet; make one first.');
  }

  #freshPlan(): Plan {
    const plan = this.#readyPlan();
    if (this.#isStale()) throw new ReplicatorError('usage.invalid', 'The document has changed since: plan it again.');
    return plan;
  }

  /** The document asks for something else than what was planned. */
  #isStale(): boolean {
    const kept = this.#memory.plans.find(this.#document.uri);
    if (kept === undefined || kept.state === 'planning') return false;
    return kept.identity === undefined || kept.identity !== this.#document.read().identity;
  }

  async #connection(): Promise<ConnectionAddress> {
    requireTrust(this.#document.text.uri, 'asks no workspace');
    const { choice } = this.#document.read();
    if (choice === undefined) throw new ReplicatorError('usage.invalid', 'Choose a connection first.');
    return this.#parts.connections.addressFor(choice, this.#document.folder);
  }

  #planState(): PlanState {
    const kept = this.#memory.plans.find(this.#document.uri);
    if (kept === undefined) return { state: 'none' };
    if (kept.state === 'planning') return { state: 'planning' };
    const stale = this.#isStale();
    if (kept.state === 'failed') return { state: 'failed', error: toErrorData(kept.error), stale };
    return { state: 'ready', plan: overviewOf(kept.plan), stale };
  }

  #newestRun(): RunRecord | undefined {
    return this.#parts.runs.list().find((record) => record.document === this.#document.uri);
  }

  #runState(): RunState {
    const record = this.#newestRun();
    return record === undefined ? { rates: [] } : { record, rates: this.#memory.rates.samples(record.id) };
  }
}
