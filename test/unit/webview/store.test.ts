import { expect, test, vi } from 'vitest';
import { ReplicatorError } from '../../../src/shared/errors.ts';
import type { PanelHost, PanelSnapshot } from '../../../src/shared/protocol/panel-protocol.ts';
import { firstLook, readLook } from '../../../webview/panel/look.ts';
import { PanelStore } from '../../../webview/panel/store.ts';

const snapshot: PanelSnapshot = {
  remedies: {},
  document: {
    name: 'a.replication.yaml',
    draft: false,
    editable: true,
    outline: { form: 'current', target: {}, defaults: {}, limits: {}, tables: [], exclude: [] },
    diagnostics: [],
    connections: [],
  },
  plan: { state: 'none' },
  run: { rates: [] },
};

function hostWith(pull: PanelHost['pull']): PanelHost {
  const never = () => Promise.reject(new Error('not asked for'));
  return {
    pull,
    edit: never,
    perform: never,
    showText: never,
    copy: never,
    search: never,
    describeTable: never,
    checkFilter: never,
    plannedTable: never,
    mend: never,
  };
}

test('planning that begins elsewhere is followed, once', async () => {
  const store = new PanelStore(() => undefined);
  await store.load(
    hostWith(async () => snapshot),
    undefined,
  );
  expect(store.model.look.section).toBe('configure');
  store.onPlan({ state: 'planning' });
  expect(store.model.look.section).toBe('plan');
  store.setLook({ section: 'configure' });
  store.onPlan({ state: 'planning' });
  expect(store.model.look.section).toBe('configure');
});

test('a page that is left and shown again looks as before', async () => {
  const store = new PanelStore(() => undefined);
  const kept = readLook({ ...firstLook, section: 'configure', openEntries: ['a.b.c', 7] });
  await store.load(
    hostWith(async () => ({ ...snapshot, plan: { state: 'planning' } })),
    kept,
  );
  expect(store.model.look).toMatchObject({ section: 'configure', openEntries: ['a.b.c'] });
  expect(readLook({ section: 'elsewhere' })).toBeUndefined();
  expect(readLook(undefined)).toBeUndefined();
});

test('what fails is shown until the next attempt; what was cancelled is not', async () => {
  const changed = vi.fn();
  const store = new PanelStore(changed);
  await store.attempt(() => Promise.reject(new ReplicatorError('usage.invalid', 'No.')));
  expect(store.model.problem).toMatchObject({ code: 'usage.invalid', message: 'No.' });
  await store.attempt(() => Promise.reject(new ReplicatorError('run.cancelled', 'Cancelled.')));
  expect(store.model.problem).toBeUndefined();
});

test('another connection means other tables', async () => {
  const store = new PanelStore(() => undefined);
  const asked = vi.fn();
  store.onDidChangeConnection = asked;
  await store.load(
    hostWith(async () => snapshot),
    undefined,
  );
  store.onDocument({ ...snapshot.document, name: 'b.replication.yaml' });
  expect(asked).not.toHaveBeenCalled();
  store.onDocument({ ...snapshot.document, connections: [{ id: 'x', label: 'X', chosen: true }] });
  expect(asked).toHaveBeenCalledOnce();
});
