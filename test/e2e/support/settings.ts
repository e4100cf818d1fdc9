import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Values of `settings.json` by their full names. */
export type Settings = Readonly<Record<string, unknown>>;

/** Themes that VS Code brings, and what of each shows in the window's classes. */
export const themes = {
  'Dark Modern': 'dark_modern-json',
  'Light Modern': 'light_modern-json',
  'Dark 2026': '2026-dark-json',
  'Light 2026': '2026-light-json',
  'Default High Contrast': 'hc_black-json',
  'Default High Contrast Light': 'hc_light-json',
} as const;

export type Theme = keyof typeof themes;

const quiet: Settings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.startupEditor': 'none',
  // A message for every port that somebody listens at would push others out of sight.
  'remote.autoForwardPorts': false,
  'workbench.reduceMotion': 'on',
  'workbench.tree.enableStickyScroll': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'files.simpleDialog.enable': true,
  // As on a desktop: in a browser the default is to save at once.
  'files.autoSave': 'off',
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'workbench.colorTheme': 'Dark Modern',
  'window.autoDetectColorScheme': false,
};

/** Before the start. */
export async function writeUserSettings(userData: string, settings: Settings): Promise<void> {
  await writeSettings(path.join(userData, 'User'), { ...quiet, ...settings });
}

/**
 * The settings of the workspace folder, changed on disk. This editor notices changes of the folder's `.vscode/settings.json`
 * within a second, but none of the user's `settings.json`.
 */
export class WorkspaceSettings {
  readonly #folder: string;

  constructor(workspace: string) {
    this.#folder = path.join(workspace, '.vscode');
  }

  /** `undefined` takes a setting away. */
  async change(changes: Settings): Promise<void> {
    await writeSettings(this.#folder, { ...(await this.read()), ...changes });
  }

  async read(): Promise<Settings> {
    const file = path.join(this.#folder, 'settings.json');
    return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {};
  }
}

async function writeSettings(folder: string, settings: Settings): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}
