import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { contributions } from '../../src/extension/contributions.ts';
import type { Parts } from '../../src/extension/parts.ts';
import { settingDefaults } from '../../src/extension/settings.ts';
import {
  commands,
  configuration,
  contextKeys,
  contributed,
  keysOf,
  manifest,
  menus,
  root,
  settings,
  sources,
  viewIds,
  views,
  viewsWelcome,
} from '../support/manifest.ts';
import { type Registrations, standIn } from '../support/recorded-vscode.ts';

const registered: Registrations = vi.hoisted(() => ({ commands: [], views: [], customEditors: [] }));

vi.mock('vscode', async () => {
  const { recordVscode } = await import('../support/recorded-vscode.ts');
  return recordVscode(registered);
});

const declared = keysOf('commands.ts', 'CommandArguments');

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
