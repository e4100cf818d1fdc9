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
import { recoverRuns } from './recover-runs.ts';
import { RunRegistry } from './run-registry.ts';
import { isActive } from './run-states.ts';
import { RunStore } from './run-store.ts';
import type { Runs } from './runs.ts';

/** A run that goes on is written down this often, so that one can tell later how long ago it was broken off. */
const heartbeatMs = 20_000;

export interface LivingRuns extends Runs, Disposable {
  /** For the engine's events. */
  progress(operation: OperationId, progress: RunProgress): void;
  /** Before the engine is ended, so that what goes on is known as broken off. */
  close(): Promise<void>;
}

export function createRuns(
  context: ExtensionContext,
  engine: EngineProcess,
  connections: Connections,
  files: LocalFiles,
): LivingRuns {
  const store = new RunStore(context.globalState);
  const changes = new EventEmitter<RunRecord | undefined>();
  const seen = new Map<string, { readonly state: string; readonly at: number }>();
  const owner = { owner: process.pid, workspace: workspaceName() };
  let saving: Promise<unknown> = Promise.resolve();

  const save = (record: RunRecord): void => {
    const before = seen.get(record.id);
    const now = Date.now();
    const same = before?.state === `${record.state} ${record.runId}` && isActive(record);
    if (same && now - before.at < heartbeatMs) return;
    seen.set(record.id, { state: `${record.state} ${record.runId}`, at: now });
    saving = Promise.all([saving, store.save({ ...owner, record, seenAt: new Date(now).toISOString() })]);
  };

  const recovered = recoverRuns(store.load(), owner.owner, isAlive);
  const registry = new RunRegistry(
    {
      engine,
      read: (document) => readRunDocument(document, connections),
      keepPrevious: () => readSetting('replicator.runs.keepPrevious'),
      changed: (record, id) => {
        if (record === undefined) saving = Promise.all([saving, store.remove(id)]);
        else save(record);
        setContextKey('replicator.running', registry.list().some(isActive));
        changes.fire(record);
      },
      now: () => new Date(),
      newId: randomUUID,
    },
    recovered,
  );
  const follow = async (record: RunRecord): Promise<RunRecord> => {
    if (record.file === '') return record;
    await files.add(record.file);
    void registry.ended(record.id).then((ended) => files.invalidate(ended.file));
    return record;
  };
  return {
    onDidChange: changes.event,
    list: () => registry.list(),
    find: (id) => registry.find(id),
    start: async (document, options) => follow(await registry.start(document.toString(), options?.plan)),
    resume: async (id) => follow(await registry.resume(id)),
    cancel: (id) => registry.cancel(id),
    ended: (id) => registry.ended(id),
    forget: (id) => registry.forget(id),
    progress: (operation, progress) => registry.progress(operation, progress),
    close: async () => {
      registry.close();
      await saving;
    },
    dispose: () => changes.dispose(),
  };
}

function workspaceName(): string {
  return (workspace.workspaceFile ?? workspace.workspaceFolders?.[0]?.uri)?.toString() ?? '';
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
