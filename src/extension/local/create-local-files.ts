import { stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Disposable, EventEmitter, type ExtensionContext, workspace } from 'vscode';
import type { LocalFile } from '../../shared/local-file.ts';
import { setContextKey } from '../context-keys.ts';
import type { EngineProcess } from '../engine-process/engine-process.ts';
import { readSetting } from '../settings.ts';
import type { LocalFiles } from './local-files.ts';

const filesKey = 'replicator.local.files';
const targetKey = 'replicator.local.target';

interface Described {
  readonly stamp: string;
  readonly content: Promise<LocalFile>;
}

export function createLocalFiles(context: ExtensionContext, engine: EngineProcess): LocalFiles & Disposable {
  const changed = new EventEmitter<string | undefined>();
  const described = new Map<string, Described>();
  const { globalState, workspaceState } = context;
  const list = (): readonly string[] => {
    const kept = globalState.get<unknown>(filesKey);
    return Array.isArray(kept) ? kept.filter((file) => typeof file === 'string') : [];
  };

  async function keep(files: readonly string[]): Promise<void> {
    await globalState.update(filesKey, files);
    setContextKey('replicator.hasFiles', files.length > 0);
    changed.fire(undefined);
  }

  setContextKey('replicator.hasFiles', list().length > 0);
  return {
    onDidChange: changed.event,
    list,
    async add(file) {
      if (!list().includes(file)) await keep([...list(), file]);
    },
    async forget(file) {
      described.delete(file);
      if (workspaceState.get(targetKey) === file) await workspaceState.update(targetKey, undefined);
      await keep(list().filter((each) => each !== file));
    },
    get target() {
      const kept = workspaceState.get<unknown>(targetKey);
      return typeof kept === 'string' ? kept : (list()[0] ?? path.join(defaultFolder(), 'replica.duckdb'));
    },
    async setTarget(file) {
      await workspaceState.update(targetKey, file);
      await keep([...new Set([...list(), file])]);
    },
    async describe(file) {
      const stamp = await stampOf(file);
      const known = described.get(file);
      if (known !== undefined && known.stamp === stamp) return known.content;
      const content = engine.service.describeFile(file);
      described.set(file, { stamp, content });
      try {
        return await content;
      } catch (error) {
        if (described.get(file)?.content === content) described.delete(file);
        throw error;
      }
    },
    invalidate(file) {
      described.delete(file);
      changed.fire(file);
    },
    dispose: () => changed.dispose(),
  };
}

/** Where new DuckDB files go. */
export function defaultFolder(): string {
  const chosen = readSetting('replicator.local.folder');
  if (chosen !== '') return chosen;
  const folder = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return folder?.uri.fsPath ?? os.homedir();
}

/** Changes with what is written to the file or to the log beside it, whoever writes. */
async function stampOf(file: string): Promise<string> {
  const stamps = [file, `${file}.wal`].map((each) =>
    stat(each).then(
      ({ mtimeMs, size }) => `${mtimeMs}:${size}`,
      () => 'absent',
    ),
  );
  return (await Promise.all(stamps)).join(' ');
}
