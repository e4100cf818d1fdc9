import { describe, expect, it } from 'vitest';
import { baseUrlOf, warehouseIdOf } from '../../../../../src/engine/source/databricks/connection.ts';

describe('warehouseIdOf', () => {
  it.each([
    '/sql/1.0/warehouses/0a1b2c3d4e5f6789',
    'sql/1.0/warehouses/0a1b2c3d4e5f6789',
    '/sql/1.0/endpoints/0a1b2c3d4e5f6789',
    '/sql/1.0/warehouses/0a1b2c3d4e5f6789?o=123',
  ])('finds the id in %s', (httpPath) => {
    expect(warehouseIdOf(httpPath)).toBe('0a1b2c3d4e5f6789');
  });

  it.each(['', '/sql/protocolv1/o/1/2', '/sql/1.0/warehouses/', '/sql/1.0/warehouses/a b'])(
    'refuses “%s”',
    (httpPath) => {
      expect(() => warehouseIdOf(httpPath)).toThrow('is not the HTTP path of a SQL warehouse');
    },
  );
});

describe('baseUrlOf', () => {
  it.each([
    { host: 'adb-1.9.azuredatabricks.net', url: 'https://adb-1.9.azuredatabricks.net/' },
    { host: '127.0.0.1:8443', url: 'https://127.0.0.1:8443/' },
    { host: ' https://adb-1.9.azuredatabricks.net/ ', url: 'https://adb-1.9.azuredatabricks.net/' },
  ])('$host', ({ host, url }) => {
    expect(baseUrlOf(host).href).toBe(url);
  });

  it.each(['', 'http://plain.example', 'a.example/path', 'user@a.example', 'a b'])('refuses “%s”', (host) => {
    expect(() => baseUrlOf(host)).toThrow('is not a host name');
  });
});
