// @vitest-environment happy-dom
import { html, render } from 'lit';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { TableDetails } from '../../../src/shared/catalog-entries.ts';
import { readOutline } from '../../../src/shared/document/outline.ts';
import type { TablePlan } from '../../../src/shared/plan.ts';
import type { PanelEdit, PanelHost } from '../../../src/shared/protocol/panel-protocol.ts';
import { firstLook, type Look } from '../../../webview/panel/look.ts';
import { Lookups } from '../../../webview/panel/lookups.ts';
import { listEntries } from '../../../webview/panel/models/entries.ts';
import type { PanelContext } from '../../../webview/panel/panel-context.ts';
import { PanelStore } from '../../../webview/panel/store.ts';
import { TableSearch } from '../../../webview/panel/table-search.ts';
import { advancedView } from '../../../webview/panel/views/advanced-view.ts';
import { entrySettingsView } from '../../../webview/panel/views/entry-settings-view.ts';
import { transformedMappingView, transformFacts } from '../../../webview/panel/views/transform-plan-view.ts';

const details: TableDetails = {
  name: { catalog: 'a', schema: 'b', table: 'c' },
  kind: 'MANAGED',
  columns: ['k', 'v', 'w'].map((name) => ({ name, type: 'bigint', nullable: true })),
  partitionColumns: [],
  primaryKey: [],
  filtered: false,
  properties: {},
};

const host: PanelHost = {
  pull: vi.fn(),
  edit: vi.fn(),
  perform: vi.fn(),
  showText: vi.fn(),
  copy: vi.fn(),
  search: vi.fn(),
  describeTable: () => Promise.resolve(details),
  checkFilter: vi.fn(),
  plannedTable: vi.fn(),
  mend: vi.fn(),
};

const edits: PanelEdit[] = [];
let refused = false;
let root: HTMLElement;
let look: Look;
let draw: () => void;

function contextOf(document: string): PanelContext {
  const store = new PanelStore(() => undefined);
  store.onDidChangeLook = (changed) => {
    look = changed;
    draw();
  };
  store.setLook(look);
  return {
    snapshot: {
      remedies: {},
      document: {
        name: 'x',
        draft: false,
        editable: true,
        outline: readOutline(document),
        diagnostics: [],
        connections: [],
      },
      plan: { state: 'none' },
      run: { rates: [] },
    },
    look,
    host,
    store,
    lookups: new Lookups(host, () => draw()),
    search: new TableSearch(host, () => undefined),
    edit: (edit, taken) => {
      edits.push(edit);
      if (!refused) taken?.();
    },
    perform: () => undefined,
  };
}

/** The settings of the first entry, with all that is behind them. */
async function show(entry: string, head = ''): Promise<void> {
  draw = () => undefined;
  const context = contextOf(`${head}tables:\n${entry}`);
  const [first] = listEntries(context.snapshot.document.outline, []);
  if (first === undefined) throw new Error('There is no entry.');
  draw = () => render(entrySettingsView({ ...context, look }, first), root);
  draw();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

type Field = HTMLElement & { value: string };

const field = (label: string, within: ParentNode = root): Field => {
  const found = [...within.querySelectorAll<Field>('vscode-text-field, vscode-text-area')].find(
    (one) => one.textContent?.trim() === label,
  );
  if (found === undefined) throw new Error(`There is no field ${label}.`);
  return found;
};

function type(label: string, text: string, within?: ParentNode): void {
  const one = field(label, within);
  one.value = text;
  one.dispatchEvent(new Event('change'));
}

const group = (name: string): Element => {
  const found = root.querySelector(`[role=group][aria-label="${name}"]`);
  if (found === null) throw new Error(`There is no group ${name}.`);
  return found;
};

const press = (label: string): void =>
  [...root.querySelectorAll<HTMLElement>('vscode-button')]
    .find((one) => one.textContent?.trim() === label || one.getAttribute('aria-label') === label)
    ?.click();

const place = { index: 0, source: 'a.b.c' };
const transformed = `  - source: a.b.c
    transform:
      columns: { v: { cast: INT } }
      derive: { d: k + 1 }
      dropDuplicates: [k]
`;

beforeEach(() => {
  root = document.createElement('div');
  document.body.replaceChildren(root);
  edits.length = 0;
  refused = false;
  look = { ...firstLook, openTransforms: ['a.b.c'] };
});

test('what the document does to a column is shown, changed and taken away', async () => {
  await show(transformed);
  const row = group('Column v');
  expect(row.textContent).toContain('bigint');
  expect(field('Cast to', row).value).toBe('INT');
  type('Cast to', ' DOUBLE ', row);
  type('Cast to', '', row);
  press('Copy v as it is');
  expect(edits).toEqual([
    { kind: 'transformColumn', entry: place, column: 'v', key: 'cast', value: 'DOUBLE' },
    { kind: 'transformColumn', entry: place, column: 'v', key: 'cast', value: null },
    { kind: 'plainColumn', entry: place, column: 'v' },
  ]);
});

test('another column is taken up before anything is written about it', async () => {
  await show('  - a.b.c\n');
  expect(root.querySelectorAll('.transformed')).toHaveLength(0);
  press('Change');
  expect(edits).toEqual([]);
  type('New name', 'key', group('Column k'));
  expect(edits).toEqual([{ kind: 'transformColumn', entry: place, column: 'k', key: 'rename', value: 'key' }]);
  press('Copy k as it is');
  expect(root.querySelectorAll('.transformed')).toHaveLength(0);
  expect(edits).toHaveLength(1);
});

test('a further column is added once it has a name and an expression', async () => {
  await show(transformed);
  const line = group('New column');
  type('Expression', 'k * 2', line);
  expect(edits).toEqual([]);
  type('New column', 'double', line);
  expect(edits).toEqual([{ kind: 'derive', entry: place, name: null, to: { name: 'double', expression: 'k * 2' } }]);
  expect([field('New column').value, field('Expression', line).value]).toEqual(['', '']);
  type('Name', 'e', group('Further column d'));
  press('Remove d');
  expect(edits.slice(1)).toEqual([
    { kind: 'derive', entry: place, name: 'd', to: { name: 'e', expression: 'k + 1' } },
    { kind: 'derive', entry: place, name: 'd', to: null },
  ]);
});

test('a further column that the document refuses stays, to be mended', async () => {
  refused = true;
  await show(transformed);
  type('New column', 'v');
  type('Expression', 'k * 2', group('New column'));
  expect(edits).toHaveLength(1);
  expect([field('New column').value, field('Expression', group('New column')).value]).toEqual(['v', 'k * 2']);
});

test('a further column keeps what one tries to empty', async () => {
  await show(transformed);
  const line = group('Further column d');
  type('Name', ' ', line);
  type('Expression', '', line);
  expect(edits).toEqual([]);
  expect([field('Name', line).value, field('Expression', line).value]).toEqual(['d', 'k + 1']);
});

test('the focus goes on where what had it goes away', async () => {
  await show(transformed.replace('v: {', 'k: { rename: key }, v: {').replace('d: k + 1', 'd: k + 1, e: k + 2'));
  for (const one of root.querySelectorAll<HTMLElement>('vscode-text-field, vscode-dropdown')) one.tabIndex = 0;
  const focusAfter = (label: string): Element | null => {
    press(label);
    return document.activeElement;
  };
  expect(focusAfter('Copy k as it is')).toBe(field('Expression', group('Column v')));
  expect(focusAfter('Remove d')).toBe(field('Name', group('Further column e')));
  expect(focusAfter('Remove e')).toBe(field('New column'));
  await show('  - { source: a.b.c, transform: { columns: { v: { cast: INT } } } }\n');
  for (const one of root.querySelectorAll<HTMLElement>('vscode-dropdown')) one.tabIndex = 0;
  expect(focusAfter('Copy v as it is')?.id).toBe('untouched-0');
});

test('rows are filtered and made unique', async () => {
  await show(transformed);
  type('Keep rows where', 'k > 1');
  type('One row for each', 'k, v');
  type('Of them the first by', 'w DESC');
  expect(edits).toEqual([
    { kind: 'transformFilter', entry: place, value: 'k > 1' },
    { kind: 'dropDuplicates', entry: place, by: ['k', 'v'], orderBy: null },
    { kind: 'dropDuplicates', entry: place, by: ['k'], orderBy: 'w DESC' },
  ]);
});

describe('SQL of several lines', () => {
  const several = (indent: number): string =>
    `|\n${' '.repeat(indent)}k > 1 -- first\n${' '.repeat(indent)}AND v > 2\n`;
  const document = `  - source: a.b.c
    where: ${several(6)}    transform:
      columns:
        v:
          expression: ${several(12)}      derive:
        d: ${several(10)}      filter: ${several(8)}`;
  const before = 'k > 1 -- first\nAND v > 2\n';
  const after = before.replace('1', '0');

  test('is shown and changed line by line', async () => {
    await show(document);
    const fields = [
      field('Filter'),
      field('Expression', group('Column v')),
      field('Expression', group('Further column d')),
      field('Keep rows where'),
    ];
    expect(fields.map(({ localName, value }) => [localName, value])).toEqual(
      fields.map(() => ['vscode-text-area', before]),
    );
    for (const one of fields) {
      one.value = after;
      one.dispatchEvent(new Event('change'));
    }
    expect(edits).toEqual([
      { kind: 'table', entry: place, key: 'where', value: after },
      { kind: 'transformColumn', entry: place, column: 'v', key: 'expression', value: after },
      { kind: 'derive', entry: place, name: 'd', to: { name: 'd', expression: after } },
      { kind: 'transformFilter', entry: place, value: after },
    ]);
  });

  test('is taken over by Ctrl+Enter, not by Enter, and taken back by Escape', async () => {
    await show(document);
    const area = field('Keep rows where');
    const key = (init: KeyboardEventInit): boolean => area.dispatchEvent(new KeyboardEvent('keydown', init));
    area.value = after;
    key({ key: 'Enter' });
    expect(edits).toEqual([]);
    key({ key: 'Enter', ctrlKey: true });
    expect(edits).toEqual([{ kind: 'transformFilter', entry: place, value: after }]);
    key({ key: 'Escape' });
    expect(area.value).toBe(before);
  });

  test('of one line in a block is a line', async () => {
    await show('  - source: a.b.c\n    where: |\n      k > 1\n');
    expect([field('Filter').localName, field('Filter').value]).toEqual(['vscode-text-field', 'k > 1']);
    type('Filter', 'k > 1');
    expect(edits).toEqual([]);
  });
});

test('patterns have no transform, and an order needs columns', async () => {
  await show('  - a.b.*\n');
  expect(root.querySelector('.transform')).toBeNull();
  await show('  - a.b.c\n');
  expect(field('Of them the first by').hasAttribute('disabled')).toBe(true);
});

test('files and a volume are asked for where the level is parquet', async () => {
  await show('  - { source: a.b.c, level: basic }\n');
  expect(root.querySelector('.spool')).toBeNull();
  await show('  - a.b.c\n', 'defaults: { level: parquet, keepSpool: true, volume: /Volumes/a/b/c }\n');
  const box = root.querySelector<HTMLElement & { checked: boolean }>('.spool vscode-checkbox');
  expect(box?.checked).toBe(true);
  expect(field('By way of a volume').getAttribute('placeholder')).toBe('/Volumes/a/b/c');
  if (box === null || box === undefined) return;
  box.checked = false;
  box.dispatchEvent(new Event('change'));
  type('By way of a volume', '/Volumes/d/e/f');
  expect(edits).toEqual([
    { kind: 'keepSpool', entry: place, keep: false },
    { kind: 'table', entry: place, key: 'volume', value: '/Volumes/d/e/f' },
  ]);
});

test('a table can do without the volume of all tables', async () => {
  const head = 'defaults: { volume: /Volumes/a/b/c }\n';
  const box = (): (HTMLElement & { checked: boolean }) | undefined =>
    [...root.querySelectorAll<HTMLElement & { checked: boolean }>('.spool vscode-checkbox')].find(
      (one) => one.textContent?.trim() === 'Without the volume of all tables',
    );
  await show('  - a.b.c\n', head);
  const unchecked = box();
  expect(unchecked?.checked).toBe(false);
  if (unchecked === undefined) return;
  unchecked.checked = true;
  unchecked.dispatchEvent(new Event('change'));
  expect(edits).toEqual([{ kind: 'withoutVolume', entry: place, without: true }]);
  await show('  - { source: a.b.c, volume: false }\n', head);
  expect(box()?.checked).toBe(true);
  expect(field('By way of a volume').hasAttribute('disabled')).toBe(true);
  await show('  - a.b.c\n', 'defaults: { level: parquet }\n');
  expect(box()).toBeUndefined();
});

test('a table with a transform is not asked for what it cannot have', async () => {
  const level = 'defaults: { level: parquet, volume: /Volumes/a/b/c }\n';
  await show('  - { source: a.b.c, transform: { filter: k > 1 } }\n', level);
  expect(root.querySelector('.spool')).toBeNull();
  await show('  - { source: a.b.c, keepSpool: true, transform: { filter: k > 1 } }\n', level);
  expect(root.querySelector('.spool')).not.toBeNull();
});

test('the same for all tables, with bandwidth and batch among the limits', () => {
  draw = () => undefined;
  look = { ...look, advanced: true };
  render(advancedView(contextOf('defaults: { level: parquet }\nlimits: { batch: 500 }\n')), root);
  expect(field('Rows per batch of basic').value).toBe('500');
  expect(field('Memory of a run')).toBeDefined();
  type('Bandwidth', '2MB/s');
  type('By way of a volume', '/Volumes/a/b/c');
  expect(edits).toEqual([
    { kind: 'limit', key: 'bandwidth', value: '2MB/s' },
    { kind: 'default', key: 'volume', value: '/Volumes/a/b/c' },
  ]);
});

test('a plan shows the columns that are made, and folds away those that stay', () => {
  draw = () => undefined;
  const plan: NonNullable<TablePlan['transform']> = {
    columns: [
      { target: 'k', targetType: 'BIGINT', expression: '"k"', unchanged: 'k' },
      { target: 'name', targetType: 'VARCHAR', expression: '"v"', unchanged: 'v' },
      { target: 'd', targetType: 'INTEGER', expression: '(k + 1)' },
    ],
    filter: 'k > 1',
    dropDuplicates: { by: ['k'] },
    sql: 'SELECT',
  };
  const table = { source: details.name } as TablePlan;
  render(html`<dl>${transformFacts(plan)}</dl>${transformedMappingView(contextOf(''), table, plan)}`, root);
  const rows = [...root.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent?.trim()),
  );
  expect(rows).toEqual([
    ['name', 'VARCHAR', '"v"'],
    ['d', 'INTEGER', '(k + 1)'],
  ]);
  expect(root.textContent).toContain('1 column unchanged');
  expect(root.textContent).toContain('one row for each k: the first by all its columns');
});
