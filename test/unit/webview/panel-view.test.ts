// @vitest-environment happy-dom
import { html, render } from 'lit';
import { beforeEach, expect, test, vi } from 'vitest';
import { readOutline } from '../../../src/shared/document/outline.ts';
import { parseReplication } from '../../../src/shared/document/parse-replication.ts';
import { ReplicatorError, toErrorData } from '../../../src/shared/errors.ts';
import type { PanelHost, PanelSnapshot } from '../../../src/shared/protocol/panel-protocol.ts';
import { firstLook } from '../../../webview/panel/look.ts';
import { Lookups } from '../../../webview/panel/lookups.ts';
import type { PanelContext } from '../../../webview/panel/panel-context.ts';
import { PanelStore } from '../../../webview/panel/store.ts';
import { TableSearch } from '../../../webview/panel/table-search.ts';
import { panelView } from '../../../webview/panel/views/panel-view.ts';
import { doneTable, makeRecord, makeSummary } from '../../support/run-fixtures.ts';

// Only a browser has a layout, which says what of a long list is in sight.
vi.mock(import('../../../webview/ui/long-list.ts'), () => ({
  longList: ({ items, render: row }) => html`<div role="list">${items.map((item, index) => row(item, index))}</div>`,
}));

const text = `connection: sample
target: lake.duckdb
tables:
  - samples.tpch.region
`;

function snapshotOf(part: Partial<PanelSnapshot> = {}, document = text): PanelSnapshot {
  const parsed = parseReplication(document);
  return {
    remedies: {},
    document: {
      name: 'lake.replication.yaml',
      draft: false,
      editable: true,
      outline: readOutline(document),
      diagnostics: parsed.ok ? parsed.warnings : parsed.diagnostics,
      file: '/w/lake.duckdb',
      connections: [{ id: 'sample', label: 'Sample warehouse', chosen: true }],
    },
    plan: { state: 'none' },
    run: { rates: [] },
    ...part,
  };
}

const host: PanelHost = {
  pull: vi.fn(),
  edit: vi.fn(() => Promise.resolve()),
  perform: vi.fn(() => Promise.resolve()),
  showText: vi.fn(),
  copy: vi.fn(),
  search: vi.fn(),
  describeTable: vi.fn(() => new Promise<never>(() => undefined)),
  checkFilter: vi.fn(),
  plannedTable: vi.fn(),
  mend: vi.fn(),
};
const performed: string[] = [];
let root: HTMLElement;

function show(snapshot: PanelSnapshot, look = firstLook): void {
  const store = new PanelStore(() => undefined);
  const context: PanelContext = {
    snapshot,
    look,
    host,
    store,
    lookups: new Lookups(host, () => undefined),
    search: new TableSearch(host, () => undefined),
    edit: (edit) => void host.edit(edit),
    perform: (action) => void performed.push(action),
  };
  render(panelView(context), root);
}

const buttons = (): readonly string[] =>
  [...root.querySelectorAll('header vscode-button')].map(
    (one) =>
      `${one.textContent?.trim()}${one.getAttribute('appearance') === 'primary' ? '*' : ''}${one.hasAttribute('disabled') ? '-' : ''}`,
  );

beforeEach(() => {
  root = document.createElement('div');
  document.body.replaceChildren(root);
  performed.length = 0;
});

test('a sound document may be planned; one primary button', () => {
  show(snapshotOf());
  expect(buttons()).toEqual(['Run', 'Plan*']);
  root.querySelectorAll<HTMLElement>('header vscode-button')[1]?.click();
  expect(performed).toEqual(['plan']);
});

test('a document with mistakes says which, and can be neither planned nor run', () => {
  show(snapshotOf({}, text.replace('samples.tpch.region', 'samples.tpch')));
  expect(buttons()).toEqual(['Run-', 'Plan*-']);
  expect(root.querySelector('.heading')?.textContent).toContain('Sample warehouse → lake.duckdb');
});

test('broken YAML leads to the text', () => {
  show(snapshotOf({}, 'tables: ['));
  expect(root.textContent).toContain('not valid YAML');
  expect(root.textContent).toContain('Open as Text');
});

const plan = {
  createdAt: '2026-01-01T00:00:00Z',
  host: 'the sample warehouse',
  file: '/w/lake.duckdb',
  limits: { tables: 4, downloads: 4, memoryBytes: 1e9, threads: 2, groupBytes: 1e9, sliceBytes: 4e9 },
  refused: [],
  warnings: [],
  resumable: false,
  tables: [
    {
      source: 'samples.tpch.region',
      target: 'tpch.region',
      kind: 'MANAGED',
      level: 'streaming' as const,
      levelReason: 'small',
      mode: 'replace' as const,
      validation: 'counts' as const,
      slices: 1,
      columns: 3,
      losses: 0,
      warnings: [],
    },
  ],
};

test('a fresh plan may be run, a stale one is planned again', () => {
  const look = { ...firstLook, section: 'plan' as const };
  show(snapshotOf({ plan: { state: 'ready', plan, stale: false } }), look);
  expect(buttons()).toEqual(['Plan Again', 'Run This Plan*']);
  show(snapshotOf({ plan: { state: 'ready', plan, stale: true } }), look);
  expect(buttons()).toEqual(['Plan Again*']);
  expect(root.textContent).toContain('The document has changed since');
  show(snapshotOf({ plan: { state: 'planning' } }), look);
  expect(buttons()).toEqual(['Cancel']);
});

test('a plan says what a person should know of the whole', () => {
  const warnings = ['limits.memory will not be kept'];
  show(snapshotOf({ plan: { state: 'ready', plan: { ...plan, warnings }, stale: false } }), {
    ...firstLook,
    section: 'plan',
  });
  expect(root.querySelector('.warning-line')?.textContent?.trim()).toBe('limits.memory will not be kept.');
});

test('every mistake of a refused table is an item of a list', () => {
  const first = toErrorData(new ReplicatorError('plan.invalidTransform', 'The cast of a is none.'));
  const error = { ...first, others: [{ ...first, message: 'The filter is none.' }] };
  show(
    snapshotOf({
      plan: { state: 'ready', plan: { ...plan, refused: [{ source: 'a.b.c', error }] }, stale: false },
    }),
    { ...firstLook, section: 'plan' },
  );
  const items = [...root.querySelectorAll('.notice li')].map((one) => one.textContent);
  expect(items).toEqual(['The cast of a is none.', 'The filter is none.']);
});

test.each([
  ['running', false, ['Cancel']],
  ['cancelling', false, ['Cancelling-']],
  ['interrupted', true, ['Run Again', 'Resume*']],
  ['failed', false, ['Run Again*']],
  ['done', false, ['Run Again', 'Show in DuckDB*']],
] as const)('a run that is %s offers what comes next', (state, resumable, expected) => {
  const record = {
    id: 'r',
    document: 'd',
    title: 't',
    connection: 'c',
    file: 'f',
    startedAt: '2026-01-01T00:00:00Z',
    undoable: false,
    state,
    resumable,
  };
  show(snapshotOf({ run: { record, rates: [] } }), { ...firstLook, section: 'run' });
  expect(buttons()).toEqual(expected);
});

test('what an earlier run has left can be gone on with', () => {
  show(snapshotOf({ plan: { state: 'ready', plan: { ...plan, resumable: true }, stale: false } }), {
    ...firstLook,
    section: 'plan',
  });
  const resume = [...root.querySelectorAll<HTMLElement>('vscode-button')].find(
    (one) => one.textContent?.trim() === 'Resume',
  );
  resume?.click();
  expect(performed).toEqual(['resumeEarlier']);
});

test('a run that waited for the warehouse says so', () => {
  const summary = makeSummary([doneTable()]);
  const record = makeRecord({ state: 'done', summary, waitedForWarehouseMs: 8000 });
  show(snapshotOf({ run: { record, rates: [] } }), { ...firstLook, section: 'run' });
  expect(root.textContent).toContain('until the warehouse had started');
});

test('an error says what happened, what to do, and offers what mends it', () => {
  const error = { code: 'auth.rejected' as const, message: 'The token is not valid.', facts: {}, subject: {} };
  const snapshot = snapshotOf({
    remedies: { 'auth.rejected': ['Sign In Again'] },
    plan: { state: 'failed', error, stale: false },
  });
  show(snapshot, { ...firstLook, section: 'plan' });
  expect(root.querySelector('.notice.error')?.textContent).toContain('The token is not valid.');
  const offered = root.querySelector<HTMLElement>('.notice.error vscode-button');
  expect(offered?.textContent).toContain('Sign In Again');
  offered?.click();
  expect(host.mend).toHaveBeenCalledExactlyOnceWith('auth.rejected', 'Sign In Again');
});
