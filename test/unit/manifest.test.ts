import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { contributions } from '../../src/extension/contributions.ts';
import type { Parts } from '../../src/extension/parts.ts';
import { settingDefaults } from '../../src/extension/settings.ts';
import { nodeKinds } from '../support/node-kinds.ts';
import { type Registrations, standIn } from '../support/recorded-vscode.ts';

const registered: Registrations = vi.hoisted(() => ({ commands: [], views: [], customEditors: [] }));

vi.mock('vscode', async () => {
  const { recordVscode } = await import('../support/recorded-vscode.ts');
  return recordVscode(registered);
});

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
}

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Setting {
  readonly default: unknown;
  readonly order?: number;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations?: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus?: readonly { readonly id: string }[];
    readonly views: Readonly<
      Record<string, readonly { readonly id: string; readonly icon?: string; readonly when?: string }[]>
    >;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
    readonly customEditors?: readonly { readonly viewType: string }[];
    readonly yamlValidation?: readonly { readonly url: string }[];
    readonly keybindings?: readonly { readonly command: string; readonly when?: string }[];
    readonly walkthroughs?: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
        readonly completionEvents?: readonly string[];
        readonly when?: string;
      }[];
    }[];
  };
}

const root = path.resolve(import.meta.dirname, '../..');
const manifest: Manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { commands, menus, views, configuration, viewsWelcome } = manifest.contributes;
const contributed = commands.map(({ command }) => command);
const settings = configuration.flatMap(({ properties }) => Object.entries(properties));
const viewIds = Object.values(views).flatMap((group) => group.map(({ id }) => id));

const sources = readdirSync(path.join(root, 'src/extension'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(root, 'src/extension', file), 'utf8') }));

/** The keys of an interface in a file of the extension. */
function keysOf(file: string, name: string): readonly string[] {
  const text = sources.find((source) => source.file === file)?.text ?? '';
  const body = text.slice(text.indexOf(`interface ${name} {`)).split(/^\}/m)[0] ?? '';
  return [...body.matchAll(/^ {2}'([^']+)'/gm)].map(([, key]) => key ?? '');
}

const declared = keysOf('commands.ts', 'CommandArguments');
const contextKeys = keysOf('context-keys.ts', 'ContextKeys');
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

beforeAll(() => {
  for (const contribute of contributions) contribute(standIn as Parts);
});

describe('commands', () => {
  it('are the same in package.json, in the typed table and at work', () => {
    expect([...contributed].sort()).toEqual([...declared].sort());
    expect([...new Set(registered.commands)].sort()).toEqual([...declared].sort());
    expect(registered.commands).toHaveLength(new Set(registered.commands).size);
  });

  it('have a title, the category and an id of their feature', () => {
    expect(contributed).toHaveLength(new Set(contributed).size);
    for (const { command, title, category } of commands) {
      expect(command).toMatch(/^replicator\.[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/);
      expect(category, command).toBe('Replicator');
      expect(title, command).toMatch(/^[A-Z][^!]*[^.!\s]$/);
    }
  });

  it('cannot be confused in the palette', () => {
    const hidden = new Set(
      (menus.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command),
    );
    const titles = commands.filter(({ command }) => !hidden.has(command)).map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('stand somewhere in a menu where the palette does not have them', () => {
    const hidden = (menus.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
    const elsewhere = new Set(
      Object.entries(menus).flatMap(([menu, items]) =>
        menu === 'commandPalette' ? [] : items.map(({ command }) => command),
      ),
    );
    const unreachable = hidden.filter(
      (command) => command !== undefined && !elsewhere.has(command) && !calledByCode(command),
    );
    expect(unreachable).toEqual([]);
  });

  function calledByCode(command: string): boolean {
    return (
      sources.some(({ file, text }) => file !== 'commands.ts' && text.split(`'${command}'`).length > 2) ||
      sources.filter(({ file, text }) => file !== 'commands.ts' && text.includes(`'${command}'`)).length > 1
    );
  }
});

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

describe('settings', () => {
  it('are the same in package.json and in the typed table, with their defaults', () => {
    expect(Object.fromEntries(settings.map(([id, setting]) => [id, setting.default]))).toEqual(settingDefaults);
  });

  it('have a description and an order within their group', () => {
    for (const { title, properties } of configuration) {
      const orders = Object.values(properties).map(({ order }) => order);
      expect(orders, title).toEqual([...orders].sort((a, b) => Number(a) - Number(b)));
      expect(new Set(orders).size, title).toBe(orders.length);
      for (const [id, { markdownDescription = '', order }] of Object.entries(properties)) {
        expect(order, id).toBeTypeOf('number');
        expect(markdownDescription.length, id).toBeGreaterThan(20);
        expect(markdownDescription, id).toMatch(/[.)]$/);
      }
    }
  });

  it('describe every choice', () => {
    for (const [id, setting] of settings) {
      if (setting.enum !== undefined) expect(setting.enumDescriptions, id).toHaveLength(setting.enum.length);
    }
  });

  it('are read by the code', () => {
    for (const [id] of settings) {
      const read = sources.some(({ file, text }) => file !== 'settings.ts' && text.includes(`'${id}'`));
      expect(read, id).toBe(true);
    }
  });

  it('that are held back in folders that are not trusted exist', () => {
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations ?? [];
    for (const id of restricted) expect(settings.map(([known]) => known)).toContain(id);
  });
});

describe('views and editors', () => {
  it('are the same in package.json and at work', () => {
    expect([...registered.views].sort()).toEqual([...viewIds].sort());
    const editors = (manifest.contributes.customEditors ?? []).map(({ viewType }) => viewType);
    expect([...registered.customEditors].sort()).toEqual([...editors].sort());
  });

  it('welcome people only to views that exist, by commands that exist', () => {
    for (const { view, contents } of viewsWelcome) {
      expect(viewIds).toContain(view);
      for (const [, command] of contents.matchAll(/\(command:([\w.]+)/g)) expect(contributed).toContain(command);
    }
  });
});

describe('files', () => {
  const steps = (manifest.contributes.walkthroughs ?? []).flatMap((walkthrough) => walkthrough.steps);
  const media = [
    ...Object.values(views).flatMap((group) => group.map(({ icon }) => icon)),
    ...Object.values(manifest.contributes.viewsContainers).flatMap((group) => group.map(({ icon }) => icon)),
    ...(manifest.contributes.yamlValidation ?? []).map(({ url }) => url),
    ...steps.flatMap(({ media: { altText: _, ...images } }) =>
      Object.values(images).flatMap((image) => (typeof image === 'string' ? [image] : Object.values(image))),
    ),
  ].filter((file) => file !== undefined);

  it('that package.json names are there', () => {
    for (const file of media) expect(existsSync(path.join(root, file)), file).toBe(true);
  });

  it('lead on from the walkthrough by commands that exist', () => {
    for (const { id, description, completionEvents = [] } of steps) {
      for (const [, command] of description.matchAll(/\(command:([\w.]+)/g)) {
        const known = contributed.includes(command ?? '') || viewIds.some((view) => command === `${view}.focus`);
        expect(known, `${id}: ${command}`).toBe(true);
      }
      for (const event of completionEvents) {
        const [kind, value = ''] = event.split(':');
        if (kind === 'onCommand') expect(contributed, id).toContain(value);
        if (kind === 'onContext') expect(contextKeys, id).toContain(value);
        if (kind === 'onView') expect(viewIds, id).toContain(value);
      }
    }
  });
});

it('wakes for documents only; views and commands wake it by themselves', () => {
  expect(manifest.activationEvents).toEqual(['onLanguage:yaml', 'workspaceContains:**/*.replication.yaml']);
});

describe('the page for users', () => {
  const page = readFileSync(path.join(root, 'docs/editor.md'), 'utf8');

  it('names every command that people meet', () => {
    const met = commands.filter(({ command }) => command !== 'replicator.trust.manage');
    expect(met.filter(({ title }) => !page.includes(title)).map(({ title }) => title)).toEqual([]);
  });

  it('names every setting, and no other', () => {
    const named = [...page.matchAll(/^\| `(replicator\.[\w.]+)`/gm)].map(([, id]) => id);
    expect(named.sort()).toEqual(settings.map(([id]) => id).sort());
  });
});
