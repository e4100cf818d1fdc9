import { describe, expect, it, vi } from 'vitest';
import {
  contextKeys,
  contributed,
  manifest,
  menus,
  settings,
  sources,
  viewIds,
  views,
  viewsWelcome,
} from '../support/manifest.ts';
import { nodeKinds } from '../support/node-kinds.ts';

vi.mock('vscode', async () => {
  const { recordVscode } = await import('../support/recorded-vscode.ts');
  return recordVscode({ commands: [], views: [], customEditors: [] });
});

/** Everything in package.json that is shown or hidden by a condition. */
const conditions: readonly { readonly where: string; readonly when: string }[] = [
  ...Object.entries(menus).flatMap(([menu, items]) =>
    items.map((item) => ({ where: `${menu}: ${item.command ?? item.submenu}`, when: item.when })),
  ),
  ...viewsWelcome.map(({ view, when }) => ({ where: `welcome of ${view}`, when })),
  ...Object.values(views).flatMap((group) => group.map(({ id, when }) => ({ where: id, when }))),
  ...(manifest.contributes.keybindings ?? []).map(({ command, when }) => ({ where: `key of ${command}`, when })),
].flatMap(({ where, when }) => (when === undefined ? [] : [{ where, when }]));

const ofTheEditor = new Set([
  'true',
  'false',
  'in',
  'not',
  'view',
  'viewItem',
  'editorLangId',
  'editorTextFocus',
  'resourceFilename',
  'resourceExtname',
  'resourceScheme',
  'resourceLangId',
  'activeCustomEditorId',
  'activeWebviewPanelId',
  'activeEditor',
  'explorerResourceIsFolder',
  'focusedView',
  'isWorkspaceTrusted',
  'listMultiSelection',
  'listDoubleSelection',
  'workspaceFolderCount',
  'sideBarFocus',
  'isWeb',
  'isWindows',
  'isMac',
  'isLinux',
]);

describe('menus', () => {
  const submenus = (manifest.contributes.submenus ?? []).map(({ id }) => id);

  it('have only commands and submenus that exist', () => {
    for (const [menu, items] of Object.entries(menus)) {
      for (const { command, submenu } of items) {
        if (command !== undefined) expect(contributed, menu).toContain(command);
        else expect(submenus, menu).toContain(submenu);
      }
    }
  });

  it('use the groups of the project', () => {
    const known = /^(?:inline|navigation|file|[1-9]_[a-z]+)(?:@\d+)?$/;
    for (const [menu, items] of Object.entries(menus)) {
      if (menu === 'commandPalette') continue;
      for (const { group, command } of items) expect(group ?? '', `${menu}: ${command}`).toMatch(known);
    }
  });

  it('fill every submenu, and show it', () => {
    for (const id of submenus) {
      expect(menus[id]?.length, id).toBeGreaterThan(0);
      expect(
        Object.values(menus).some((items) => items.some(({ submenu }) => submenu === id)),
        id,
      ).toBe(true);
    }
  });

  it('have each entry once', () => {
    for (const [menu, items] of Object.entries(menus)) {
      const entries = items.map((item) =>
        JSON.stringify([item.command ?? item.submenu, item.when, item.group?.split('@')[0]]),
      );
      expect(
        entries.filter((entry, index) => entries.indexOf(entry) !== index),
        menu,
      ).toEqual([]);
    }
  });
});

describe('conditions', () => {
  it('use only context keys of the editor and of the typed table', () => {
    for (const { where, when } of conditions) {
      const bare = when
        .replaceAll(/=~\s*\/(?:\\.|[^/\\])*\/[a-z]*/g, '')
        .replaceAll(/[!=]=\s*'[^']*'|[!=]=\s*[\w.-]+/g, '');
      for (const [key] of bare.matchAll(/[A-Za-z_][\w.-]*/g)) {
        const known = ofTheEditor.has(key) || contextKeys.includes(key) || key in settingsByConfig;
        expect(known, `${where}: ${key} in “${when}”`).toBe(true);
      }
    }
  });

  const settingsByConfig = Object.fromEntries(settings.map(([id]) => [`config.${id}`, true]));

  it('use only views and kinds of nodes that the code makes', () => {
    const kinds = nodeKinds();
    for (const { where, when } of conditions) {
      const [, view] = /\bview == ([\w.-]+)/.exec(when) ?? [];
      if (view !== undefined) expect(viewIds, where).toContain(view);
      const made = view === undefined ? Object.values(kinds).flat() : (kinds[view] ?? []);
      for (const [, item] of when.matchAll(/\bviewItem == ([\w.-]+)/g)) expect(made, where).toContain(item);
      for (const [, pattern = ''] of when.matchAll(/\bviewItem =~ \/((?:\\.|[^/\\])*)\//g)) {
        for (const word of alternatives(pattern)) {
          expect(
            made.some((item) => new RegExp(word).test(item)),
            `${where}: /${word}/`,
          ).toBe(true);
        }
      }
    }
  });

  /** Each of `^(a|b)\b` by itself, so that none of them is in vain. */
  function alternatives(pattern: string): readonly string[] {
    const [whole, words] = /\(([\w.\\|]+)\)/.exec(pattern) ?? [];
    return whole === undefined || words === undefined
      ? [pattern]
      : words.split('|').map((word) => pattern.replace(whole, word));
  }

  it('find every context key of the table set by the code', () => {
    for (const key of contextKeys) {
      const set = sources.some(({ file, text }) => file !== 'context-keys.ts' && text.includes(`'${key}'`));
      expect(set, key).toBe(true);
    }
  });
});
