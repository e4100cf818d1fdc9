import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Values of `settings.json` by their full names. */
export type Settings = Readonly<Record<string, unknown>>;

export type Theme =
  | 'Dark Modern'
  | 'Light Modern'
  | 'Dark 2026'
  | 'Light 2026'
  | 'Default High Contrast'
  | 'Default High Contrast Light';

const quiet: Settings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.tree.enableStickyScroll': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'workbench.colorTheme': 'Dark Modern',
  'window.autoDetectColorScheme': false,
};

/** The user's settings of one workbench, changed on disk as a person would in `settings.json`. */
export class UserSettings {
  readonly #file: string;

  constructor(userData: string) {
    this.#file = path.join(userData, 'User', 'settings.json');
  }

  async create(overrides: Settings): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFile(this.#file, JSON.stringify({ ...quiet, ...overrides }, undefined, 2));
  }

  /** `undefined` takes a setting away. The editor notices within about a second. */
  async change(changes: Settings): Promise<void> {
    await writeFile(this.#file, JSON.stringify({ ...(await this.read()), ...changes }, undefined, 2));
  }

  async read(): Promise<Settings> {
    return JSON.parse(await readFile(this.#file, 'utf8'));
  }
}
