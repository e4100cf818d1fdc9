import { expect, it } from 'vitest';
import { renderWarehouse } from '../../../../src/extension/connections/render-warehouse.ts';
import type { SavedConnection } from '../../../../src/extension/connections/saved-connection.ts';
import type { WarehouseEntry } from '../../../../src/shared/catalog-entries.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';

const connection: SavedConnection = {
  id: '1',
  label: 'Mine',
  kind: 'host',
  host: 'a.example',
  httpPath: '/p',
  signIn: 'token',
};
const known = { connection, host: 'a.example', user: 'me@a.example', checkedAt: 1000 };

function entry(state: string, kind: WarehouseEntry['kind'] = 'serverless'): WarehouseEntry {
  return { id: 'w', name: 'Reporting', size: 'Small', state, kind, httpPath: '/p', autoStopMinutes: 10 };
}

it.each([
  ['RUNNING', '$(vm-running) Reporting'],
  ['STOPPED', '$(vm-outline) Reporting: stopped'],
  ['STARTING', '$(loading~spin) Reporting: starting'],
  ['STOPPING', '$(loading~spin) Reporting: stopping'],
  ['SOMETHING_NEW', '$(warning) Reporting: something_new'],
])('shows a warehouse that is %s', (state, text) => {
  expect(renderWarehouse({ ...known, warehouse: entry(state) }, 2000).text).toBe(text);
});

it('says of a cold start how long it has been under way, and how long it usually takes', () => {
  const view = { ...known, warehouse: entry('STARTING', 'classic'), startingSince: 1000 };
  expect(renderWarehouse(view, 46_000).note).toBe('Under way for 45 s; a cold start usually takes about four minutes.');
});

it('says who, where and how large', () => {
  expect(renderWarehouse({ ...known, warehouse: entry('RUNNING') }, 2000).facts).toEqual([
    ['Connection', 'Mine'],
    ['Host', 'a.example'],
    ['User', 'me@a.example'],
    ['Warehouse', 'Reporting'],
    ['Size', 'Small, serverless'],
    ['State', 'running'],
    ['Stops by itself', 'after 10 idle minutes'],
  ]);
});

it('shows what failed, with what to do', () => {
  const error = new ReplicatorError('auth.rejected', 'a.example turned down the token.');
  const { text, note, failed } = renderWarehouse({ connection, checkedAt: 1000, error }, 2000);
  expect(failed).toBe(true);
  expect(text).toBe('$(warning) Mine');
  expect(note).toMatch(/^a\.example turned down the token\. Sign in again/);
});

it('tells asking from having no warehouse', () => {
  expect(renderWarehouse({ connection }, 2000).spoken).toBe('Mine: asking');
  expect(renderWarehouse(known, 2000).spoken).toBe('Mine: no warehouse');
});
