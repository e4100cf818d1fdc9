import { workspace } from 'vscode';

/** Every setting with its default; `package.json` contributes the same ones. */
export const settingDefaults = {
  /** Where new DuckDB files go; empty for the workspace folder, or the home folder without one. */
  'replicator.local.folder': '',
  /** How many rows a preview asks for at first. */
  'replicator.preview.rows': 100,
  'replicator.preview.askBeforeWaking': true,
  /** What new documents say, where it is not what documents do by themselves. */
  'replicator.replicate.validate': 'counts',
  'replicator.replicate.memory': '',
  'replicator.replicate.tables': 4,
  'replicator.replicate.downloads': 4,
  'replicator.runs.resumeAfterReload': true,
  'replicator.runs.keepPrevious': true,
} as const;

export type SettingId = keyof typeof settingDefaults;

type Widened<T> = T extends boolean ? boolean : T extends number ? number : T extends string ? string : T;

export function readSetting<Id extends SettingId>(id: Id): Widened<(typeof settingDefaults)[Id]> {
  return workspace.getConfiguration().get(id, settingDefaults[id]) as Widened<(typeof settingDefaults)[Id]>;
}
