import { expect, test } from 'vitest';
import { profileConnection } from '../../../../src/extension/connections/saved-connection.ts';
import { connectionOfOrigin } from '../../../../src/extension/replicate/connection-of-origin.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';

const host = (id: string, at: string) =>
  ({ id, label: id, kind: 'host', host: at, httpPath: '', signIn: 'browser' }) as const;
const active = host('active', 'dev.example.com');
const saved = [active, host('prod', 'prod.example.com'), profileConnection('broken'), profileConnection('eu')];
const connections = {
  active,
  list: () => saved,
  address: async (id: string) => {
    if (id !== 'profile:eu') throw new ReplicatorError('usage.invalid', 'There is no such profile.');
    return { id, label: 'eu.example.com', host: 'eu.example.com', httpPath: '', network: {} };
  },
};
const find = (at: string) => connectionOfOrigin(connections, { host: at, source: 'main.sales.orders' });

test('a copy belongs to the workspace that it came from, whichever connection is active', async () => {
  expect((await find('prod.example.com')).id).toBe('prod');
  expect((await find('eu.example.com')).id).toBe('profile:eu');
});

test('of several connections to it, the active one is meant', async () => {
  const both = { ...connections, active: saved[1], list: () => [host('first', 'prod.example.com'), ...saved] };
  expect((await connectionOfOrigin(both, { host: 'prod.example.com', source: 'a.b.c' })).id).toBe('prod');
});

test('without a connection to it, it is said what to add', async () => {
  await expect(find('other.example.com')).rejects.toThrow('Add a connection to other.example.com first');
  await expect(find('the sample warehouse')).rejects.toMatchObject({ code: 'usage.invalid' });
});
