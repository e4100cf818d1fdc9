import { expect, it, vi } from 'vitest';
import type { Parts } from '../../../../src/extension/parts.ts';
import { readRows } from '../../../../src/extension/preview/read-rows.ts';

vi.mock('vscode', () => ({ workspace: {}, window: {}, ConfigurationTarget: {} }));

const subject = {
  kind: 'source',
  connectionId: 'c',
  name: { catalog: 'a', schema: 'b', table: 'c' },
  place: '',
} as const;

function opened() {
  const address = Promise.withResolvers<{ readonly httpPath: string }>();
  const service = {
    previewSource: vi.fn(() => new Promise(() => undefined)),
    previewLocal: vi.fn(() => Promise.reject(new Error('ended'))),
    cancel: vi.fn(() => Promise.reject(new Error('The engine has ended.'))),
  };
  const parts = { engine: { service }, connections: { address: () => address.promise } } as unknown as Parts;
  return { address, service, parts };
}

it('asks no warehouse for rows that were cancelled while the connection was made', async () => {
  const { address, service, parts } = opened();
  const abort = new AbortController();
  const reading = readRows(parts, subject, 10, abort.signal, () => undefined);
  abort.abort();
  await expect(reading).rejects.toMatchObject({ code: 'run.cancelled' });
  address.resolve({ httpPath: '' });
  await address.promise;
  expect(service.previewSource).not.toHaveBeenCalled();
});

it('reads nothing that is cancelled already', async () => {
  const { service, parts } = opened();
  const abort = new AbortController();
  abort.abort();
  const local = { kind: 'local', file: '/r.duckdb', name: { schema: 'b', table: 'c' } } as const;
  await expect(readRows(parts, local, 10, abort.signal, () => undefined)).rejects.toMatchObject({
    code: 'run.cancelled',
  });
  expect(service.previewLocal).not.toHaveBeenCalled();
});

it('cancels what the engine does, also one that has just ended', async () => {
  const { address, service, parts } = opened();
  address.resolve({ httpPath: '' });
  const abort = new AbortController();
  void readRows(parts, subject, 10, abort.signal, () => undefined);
  await expect.poll(() => service.previewSource.mock.calls.length).toBe(1);
  abort.abort();
  expect(service.cancel).toHaveBeenCalledTimes(1);
});
