import { randomUUID } from 'node:crypto';
import { type Disposable, EventEmitter, type ExtensionContext, workspace } from 'vscode';
import type { RunProgress } from '../../shared/progress.ts';
import type { OperationId } from '../../shared/protocol/engine-protocol.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import type { Connections } from '../connections/connections.ts';
import { setContextKey } from '../context-keys.ts';
import type { EngineProcess } from '../engine-process/engine-process.ts';
import type { LocalFiles } from '../local/local-files.ts';
import { readSetting } from '../settings.ts';
import { readRunDocument } from './read-run-document.ts';
import { brokenOffByReload, recoverRuns } from './recover-runs.ts';
import { RunJournal } from './run-journal.ts';
import { RunRegistry } from './run-registry.ts';
import { isActive } from './run-states.ts';
import { RunStore } from './run-store.ts';
import type { Runs } from './runs.ts';

/** How often it is looked whether another window has left a run. */
const lookMs = 1000;

export interface LivingRuns extends Runs, Disposable {
  /** For the engine's events. */
  progress(operation: OperationId, progress: RunProgress): void;
  /** Before the engine is ended, so that what goes on is known as broken off. */
  close(): Promise<void>;
}

export function createRuns(
  { globalState }: ExtensionContext,
  engine: EngineProcess,
  connections: Connections,
  files: LocalFiles,
): LivingRuns {
  const place = (workspace.workspaceFile ?? workspace.workspaceFolders?.[0]?.uri)?.toString() ?? '';
  const store = new RunStore(globalState);
  const journal = new RunJournal(store, place, () => [process.pid, engine.pid].filter((pid) => pid !== undefined));
  const changes = new EventEmitter<RunRecord | undefined>();
  let closing = false;
  const changed = (record: RunRecord | undefined, id: string): void => {
    if (record === undefined) journal.remove(id);
    else journal.note(record);
    if (closing) return;
    setContextKey('replicator.running', registry.list().some(isActive));
    changes.fire(record);
  };
  const { own } = recoverRuns(store.load(), isAlive);
  const registry = new RunRegistry(
    {
      engine,
      read: (document) => readRunDocument(document, connections),
      keepPrevious: () => readSetting('replicator.runs.keepPrevious'),
      changed,
      now: () => new Date(),
      newId: randomUUID,
    },
    own,
  );

  const follow = async (record: RunRecord): Promise<RunRecord> => {
    if (record.file === '' || !isActive(record)) return record;
    await files.add(record.file);
    void registry.ended(record.id).then(({ file }) => files.invalidate(file));
    return record;
  };
  const resume = async (id: string): Promise<RunRecord> => follow(await registry.resume(id));

  const resumed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const goOn = (): void => {
    const stored = store.load();
    const { own: left, foreign } = recoverRuns(stored, isAlive);
    for (const record of left) registry.adopt(record);
    if (readSetting('replicator.runs.resumeAfterReload')) {
      const placeOf = (id: string): string | undefined => stored.find(({ record }) => record.id === id)?.workspace;
      const broken = brokenOffByReload(registry.list(), placeOf, place, Date.now());
      for (const { id } of broken.filter((one) => !resumed.has(one.id))) {
        resumed.add(id);
        void resume(id);
      }
    }
    timer = foreign.length === 0 ? undefined : setTimeout(goOn, lookMs);
  };
  // Everybody who listens is there by then.
  timer = setTimeout(goOn, 0);

  return {
    onDidChange: changes.event,
    list: () => registry.list(),
    find: (id) => registry.find(id),
    start: async (document, options) => follow(await registry.start(document.toString(), options?.plan)),
    resume,
    cancel: (id) => registry.cancel(id),
    ended: (id) => registry.ended(id),
    forget: (id) => registry.forget(id),
    undone: (id) => registry.undone(id),
    progress: (operation, progress) => registry.progress(operation, progress),
    close: async () => {
      clearTimeout(timer);
      closing = true;
      registry.close();
      await journal.written;
    },
    dispose: () => changes.dispose(),
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
