import { describe, expect, it } from 'vitest';
import {
  readWarehousePath,
  readWorkspaceAddress,
} from '../../../../../src/extension/connections/wizard/read-workspace-address.ts';

describe('the address of a workspace', () => {
  const azure = 'adb-1234567890123456.7.azuredatabricks.net';
  it.each([
    [azure, { host: azure }],
    [`  https://${azure}/  `, { host: azure }],
    [`https://${azure.toUpperCase()}/?o=1234567890123456#job/7`, { host: azure }],
    [`https://${azure}/explore/data/main/default/sales?o=1`, { host: azure }],
    [
      `https://${azure}/sql/warehouses/f562046bc1272886?o=1`,
      { host: azure, httpPath: '/sql/1.0/warehouses/f562046bc1272886' },
    ],
    [
      `https://${azure}/sql/warehouses/f562046bc1272886/monitoring`,
      { host: azure, httpPath: '/sql/1.0/warehouses/f562046bc1272886' },
    ],
    [`${azure}/sql/1.0/endpoints/f562046bc1272886`, { host: azure, httpPath: '/sql/1.0/warehouses/f562046bc1272886' }],
    [
      'jdbc:databricks://dbc-a1b2.cloud.databricks.com:443/default;transportMode=http;ssl=1;httpPath=/sql/1.0/warehouses/abc123;',
      { host: 'dbc-a1b2.cloud.databricks.com', httpPath: '/sql/1.0/warehouses/abc123' },
    ],
    ['127.0.0.1:8443', { host: '127.0.0.1:8443' }],
    ['localhost:8443', { host: 'localhost:8443' }],
  ])('is found in %s', (text, address) => {
    expect(readWorkspaceAddress(text)).toEqual({ address });
  });

  it.each([
    ['', 'address of the workspace'],
    ['http://adb-1.2.azuredatabricks.net', 'https'],
    [`dapi${'0123456789abcdef'.repeat(2)}`, 'token'],
    ['https://accounts.cloud.databricks.com/', 'account console'],
    ['https://someone:secret@host.example', 'not the address'],
    ['my workspace', 'not the address'],
    ['samples', 'not the address'],
  ])('is not %s', (text, problem) => {
    expect(readWorkspaceAddress(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe('the path of a warehouse', () => {
  it.each([
    '/sql/1.0/warehouses/f562046bc1272886',
    'sql/1.0/endpoints/f562046bc1272886',
    'https://host.example/sql/warehouses/f562046bc1272886?o=1',
    ' f562046bc1272886 ',
  ])('is found in %s', (text) => {
    expect(readWarehousePath(text)).toBe('/sql/1.0/warehouses/f562046bc1272886');
  });

  it.each(['', 'Starter', '/sql/queries/abc', '/sql/1.0/warehouses/'])('is not %s', (text) => {
    expect(readWarehousePath(text)).toBeUndefined();
  });
});
