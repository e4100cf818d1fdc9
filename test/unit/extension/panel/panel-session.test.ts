import { beforeEach, expect, it, vi } from 'vitest';
import { PanelSession } from '../../../../src/extension/panel/panel-session.ts';
import { PlanBoard } from '../../../../src/extension/panel/plan-board.ts';
import { planDocument } from '../../../../src/extension/panel/plan-document.ts';
import { RateRecorder } from '../../../../src/extension/panel/rate-recorder.ts';
import { readDocument } from '../../../../src/extension/panel/read-document.ts';
import type { Parts } from '../../../../src/extension/parts.ts';
import type { Plan } from '../../../../src/shared/plan.ts';

const editor = vi.hoisted(() => ({ isTrusted: true, text: '' }));
const uri = 'file:///opened/lake.replication.yaml';
const document = 'connection: sample\ntarget: lake.duckdb\ntables: [samples.tpch.nation]\n';
const name = { catalog: 'samples', schema: 'tpch', table: 'nation' };
const plan: Plan = {
  createdAt: '2026-01-01T00:00:00Z',
  document: 'd',
  host: 'h',
  file: '/opened/lake.duckdb',
  limits: { tables: 1, downloads: 1, memoryBytes: 1, threads: 1, groupBytes: 1, sliceBytes: 1, batchRows: 10_000 },
  tables: [],
  refused: [],
};

vi.mock('vscode', () => {
  const place = (text: string) => ({
    scheme: 'file',
    path: text.replace('file://', ''),
    fsPath: text.replace('file://', ''),
    toString: () => text,
  });
  const listening = { dispose: () => undefined };
  return {
    Uri: { parse: place },
    window: {},
    commands: {},
    workspace: {
      get isTrusted() {
        return editor.isTrusted;
      },
      getWorkspaceFolder: () => ({}),
      getConfiguration: () => ({ get: () => false }),
      onDidChangeTextDocument: () => listening,
      openTextDocument: async () => ({ isDirty: false, getText: () => editor.text }),
    },
  };
});

function opened() {
  const listening = () => ({ dispose: () => undefined });
  const service = {
    describeTable: vi.fn(async () => ({})),
    plan: vi.fn(async () => plan),
    cancel: vi.fn(async () => undefined),
  };
  const connecting = Promise.withResolvers<unknown>();
  const runs = { onDidChange: listening, list: () => [], start: vi.fn(async () => ({})) };
  const parts = {
    context: { globalStorageUri: { toString: () => 'file:///drafts' } },
    engine: { service },
    connections: { onDidChange: listening, addressFor: () => connecting.promise },
    runs,
  } as unknown as Parts;
  const plans = new PlanBoard();
  const text = {
    uri: { path: '/opened/lake.replication.yaml', fsPath: '/opened/lake.replication.yaml', toString: () => uri },
    get version() {
      return editor.text.length;
    },
    getText: () => editor.text,
  };
  const view = { onDocument: () => undefined, onPlan: () => undefined, onRun: () => undefined };
  type Text = ConstructorParameters<typeof PanelSession>[2];
  const memory = { plans, rates: new RateRecorder() };
  const session = new PanelSession(parts, memory, text as unknown as Text, view);
  return { session, parts, plans, runs, service, connecting };
}

beforeEach(() => {
  Object.assign(editor, { isTrusted: true, text: document });
});

it('runs the plan of what the document says', async () => {
  const { session, plans, runs } = opened();
  await plans.plan(uri, readDocument(document).identity, async () => plan);
  await session.perform('runPlan');
  expect(runs.start).toHaveBeenCalledExactlyOnceWith(expect.anything(), { plan });
});

it('does not run a plan of what the document does not say any more', async () => {
  const { session, plans, runs } = opened();
  await plans.plan(uri, readDocument(document).identity, async () => plan);
  editor.text = document.replace('nation', 'lineitem');
  await expect(session.perform('runPlan')).rejects.toMatchObject({ code: 'usage.invalid' });
  expect(runs.start).not.toHaveBeenCalled();
});

it('goes on with a run that was begun elsewhere', async () => {
  const { session, plans, runs } = opened();
  await plans.plan(uri, readDocument(document).identity, async () => ({ ...plan, resumable: 'run7' }));
  await session.perform('resumeEarlier');
  expect(runs.start).toHaveBeenCalledExactlyOnceWith(expect.anything(), { resume: 'run7' });
});

it('asks no workspace for a document of a folder that is not trusted', async () => {
  const { session, service, connecting } = opened();
  connecting.resolve({});
  editor.isTrusted = false;
  await expect(session.describeTable(name)).rejects.toMatchObject({ code: 'usage.untrusted' });
  expect(service.describeTable).not.toHaveBeenCalled();
});

it('hears a cancel while the plan still waits for its connection', async () => {
  const { parts, plans, service, connecting } = opened();
  const planning = planDocument(parts, plans, uri, 'x');
  await expect.poll(() => plans.find(uri)?.state).toBe('planning');
  plans.cancel(uri);
  await planning;
  expect(plans.find(uri)).toBeUndefined();
  connecting.resolve({});
  await connecting.promise;
  expect(service.plan).not.toHaveBeenCalled();
});
