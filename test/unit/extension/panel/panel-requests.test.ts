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
  const transforms = [
    { kind: 'keepSpool', entry: null, keep: null },
    { kind: 'withoutVolume', entry: { index: 0, source: 'a.b.c' }, without: true },
    { kind: 'derive', entry: edit.entry, name: null, to: { name: 'x', expression: '1' } },
    { kind: 'dropDuplicates', entry: edit.entry, by: ['k'], orderBy: null },
    { kind: 'limit', key: 'bandwidth', value: '2MB/s' },
  ] as const;
  for (const one of transforms) await checked.edit(one);
  expect(host.edit.mock.calls.slice(1)).toEqual(transforms.map((one) => [one]));
  await checked.perform('plan');
  expect(host.perform).toHaveBeenCalledExactlyOnceWith('plan');
});

test.each([
  ['edit', [{ kind: 'enable', entry: { index: -1, source: 'a' }, enabled: true }]],
  ['edit', [{ kind: 'table', entry: { index: 0, source: 'a' }, key: 'connection', value: 'x' }]],
  ['edit', [{ kind: 'target', key: 'file', value: 'x', more: 1 }]],
  ['edit', [{ kind: 'derive', entry: { index: 0, source: 'a' }, name: '', to: null }]],
  ['edit', [{ kind: 'transformColumn', entry: { index: 0, source: 'a' }, column: 'k', key: 'where', value: 'x' }]],
  ['edit', [{ kind: 'keepSpool', entry: null, keep: 'yes' }]],
  ['edit', [{ kind: 'dropDuplicates', entry: { index: 0, source: 'a' }, by: [1], orderBy: null }]],
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
