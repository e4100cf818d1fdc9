import { beforeEach, expect, it, vi } from 'vitest';
import { probeConnection } from '../../../../src/extension/connections/test-connection.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { ConnectionAddress } from '../../../../src/shared/protocol/connection-address.ts';

const shown = vi.hoisted(() => ({ progress: [] as string[], cancel: () => undefined as undefined }));

vi.mock('vscode', () => ({
  ProgressLocation: { Notification: 15 },
  commands: {},
  workspace: { getConfiguration: () => ({ get: () => true }) },
  window: {
    withProgress({ title }: { title: string }, work: (report: object, token: object) => unknown) {
      shown.progress.push(title);
      return work({}, { onCancellationRequested: (listen: () => undefined) => (shown.cancel = listen) });
    },
  },
}));

beforeEach(() => {
  shown.progress.length = 0;
});

const address = { label: 'dbc.example.com' } as ConnectionAddress;

function testing(probe: () => Promise<{ user: string }>) {
  const parts = { engine: { service: { probe } }, log: { write: vi.fn() } };
  const report = probeConnection(parts as never, 'Analyst', async () => address);
  return { report, log: parts.log };
}

it('shows nothing but the outcome of a test that is over at once', async () => {
  const { report } = testing(async () => ({ user: 'analyst@example.com' }));
  expect(await report).toMatchObject({ sound: true, text: 'Signed in to dbc.example.com as analyst@example.com.' });
  expect(shown.progress).toEqual([]);
});

it('shows nothing but the outcome of a test that fails at once, and logs it', async () => {
  const { report, log } = testing(async () => {
    throw new ReplicatorError('auth.rejected', 'Nobody is signed in.');
  });
  expect(await report).toMatchObject({ sound: false, text: 'Nobody is signed in.' });
  expect(shown.progress).toEqual([]);
  expect(log.write).toHaveBeenCalledWith({ level: 'warn', message: 'Test of Analyst: Nobody is signed in.' });
});

it('shows that a test goes on which takes longer, and then its outcome', async () => {
  const probed = Promise.withResolvers<{ user: string }>();
  const { report } = testing(() => probed.promise);
  await vi.waitFor(() => expect(shown.progress).toEqual(['Testing the connection to Analyst']));
  probed.resolve({ user: 'analyst@example.com' });
  expect(await report).toMatchObject({ sound: true });
});

it('comes to nothing when a person does not want to wait', async () => {
  const { report } = testing(() => new Promise(() => undefined));
  await vi.waitFor(() => expect(shown.progress).toHaveLength(1));
  shown.cancel();
  expect(await report).toBeUndefined();
});
