import { expect, test, vi } from 'vitest';
import { checkRequests } from '../../../../src/extension/panel/panel-requests.ts';
import type { PanelHost } from '../../../../src/shared/protocol/panel-protocol.ts';

function fakeHost() {
  return {
    pull: vi.fn(),
    edit: vi.fn(() => Promise.resolve()),
    perform: vi.fn(() => Promise.resolve()),
    showText: vi.fn(),
    copy: vi.fn(),
    search: vi.fn(),
    describeTable: vi.fn(),
    checkFilter: vi.fn(),
    plannedTable: vi.fn(),
    mend: vi.fn(),
  };
}

test('what is known passes as it is', async () => {
  const host = fakeHost();
  const checked = checkRequests(host);
  const edit = { kind: 'enable', entry: { index: 0, source: 'a.b.c' }, enabled: false } as const;
  await checked.edit(edit);
  expect(host.edit).toHaveBeenCalledExactlyOnceWith(edit);
  await checked.perform('plan');
  expect(host.perform).toHaveBeenCalledExactlyOnceWith('plan');
});

test.each([
  ['edit', [{ kind: 'enable', entry: { index: -1, source: 'a' }, enabled: true }]],
  ['edit', [{ kind: 'table', entry: { index: 0, source: 'a' }, key: 'connection', value: 'x' }]],
  ['edit', [{ kind: 'target', key: 'file', value: 'x', more: 1 }]],
  ['perform', ['format c:']],
  ['plannedTable', [1.5]],
  ['search', [{ containing: 7 }]],
  ['copy', []],
  ['pull', ['much']],
] as const)('%s(%j) is refused, and nothing is called', async (method, args) => {
  const host = fakeHost();
  const checked: Record<keyof PanelHost, (...args: readonly never[]) => Promise<unknown>> = checkRequests(host);
  await expect(Reflect.apply(checked[method], undefined, args)).rejects.toMatchObject({ code: 'internal.bug' });
  expect(host[method]).not.toHaveBeenCalled();
});
