import { randomUUID } from 'node:crypto';
import { type Disposable, EventEmitter, type ExtensionContext, type Memento, workspace } from 'vscode';
import type { RunProgress } from '../../shared/progress.ts';
import type { OperationId } from '../../shared/protocol/engine-protocol.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import type { Connections } from '../connections/connections.ts';
import { setContextKey } from '../context-keys.ts';
import type { EngineProcess } from '../engine-process/engine-process.ts';
import type { LocalFiles } from '../local/local-files.ts';
import { readSetting } from '../settings.ts';
import { readRunDocument } from './read-run-document.ts';
import { isAlive, recoverRuns } from './recover-runs.ts';
import { resumeAfterReload } from './resume-after-reload.ts';
import { RunBook } from './run-book.ts';
import { RunJournal } from './run-journal.ts';
import { RunRegistry } from './run-registry.ts';
import { isActive } from './run-states.ts';
import { RunStore } from './run-store.ts';
import type { Runs } from './runs.ts';

const placeKey = 'replicator.runs.place';

export interface LivingRuns extends Runs, Disposable {
  /** For the engine's events. */
  progress(operation: OperationId, progress: RunProgress): void;
  /** Before the engine is ended, so that what goes on is known as broken off. */
  close(): Promise<void>;
}

export function createRuns(
  { globalState, workspaceState }: ExtensionContext,
  engine: EngineProcess,
  connections: Connections,
  files: LocalFiles,
): LivingRuns {
  const place = placeOf(workspaceState);
  const store = new RunStore(globalState);
  const journal = new RunJournal(store, place, () => [process.pid, engine.pid].filter((pid) => pid !== undefined));
  const changes = new EventEmitter<RunRecord | undefined>();
  let closing = false;
  const changed = (record: RunRecord | undefined, id: string): void => {
    if (record === undefined) journal.remove(id);
    else journal.note(record);
    if (closing) return;
    setContextKey('replicator.running', book.list().some(isActive));
    changes.fire(record);
  };
  const { own } = recoverRuns(store.load(), isAlive, Date.now());
  const now = (): Date => new Date();
  const book = new RunBook({ changed, now }, own);
  const registry = new RunRegistry({
    engine,
    book,
    read: (document) => readRunDocument(document, connections),
    keepPrevious: () => readSetting('replicator.runs.keepPrevious'),
    now,
    newId: randomUUID,
  });

  const follow = async (record: RunRecord): Promise<RunRecord> => {
    if (record.file === '' || !isActive(record)) return record;
    await files.add(record.file);
    void book.ended(record.id).then(({ file }) => files.invalidate(file));
    return record;
  };
  const resume = async (id: string): Promise<RunRecord> => follow(await registry.resume(id));

  const runs: LivingRuns = {
    onDidChange: changes.event,
    list: () => book.list(),
    find: (id) => book.find(id),
    start: async (document, options) => follow(await registry.start(document.toString(), options)),
    resume,
    cancel: (id) => registry.cancel(id),
    ended: (id) => book.ended(id),
    forget: (id) => book.forget(id),
    undone: (id) => book.patch(id, { undoable: false }),
    progress: (operation, progress) => registry.progress(operation, progress),
    close: async () => {
      recovery.dispose();
      closing = true;
      registry.close();
      await journal.close();
    },
    dispose: () => changes.dispose(),
  };
  const recovery = resumeAfterReload(book, store, runs, place);
  return runs;
}

/** What stays of a window when it is reloaded: its folder or workspace file, else a mark of its own. */
function placeOf(workspaceState: Memento): string {
  const opened = workspace.workspaceFile ?? workspace.workspaceFolders?.[0]?.uri;
  if (opened !== undefined) return opened.toString();
  const place = workspaceState.get<string>(placeKey, randomUUID());
  void workspaceState.update(placeKey, place);
  return place;
}
