import { describe, expect, it } from 'vitest';
import { findForChoice, findImplicit, toChoice } from '../../../../src/extension/connections/match-choice.ts';
import type { SavedConnection } from '../../../../src/extension/connections/saved-connection.ts';

const host = (id: string, name: string, httpPath: string): SavedConnection => ({
  id,
  label: id,
  kind: 'host',
  host: name,
  httpPath,
  signIn: 'token',
});
const saved = [
  host('first', 'a.example', '/sql/1.0/warehouses/1'),
  host('second', 'a.example', '/sql/1.0/warehouses/2'),
  host('other', 'b.example', ''),
  { id: 'profile:dev', label: 'Development', kind: 'profile', profile: 'dev' } as const,
];

describe('the connection that a document means', () => {
  it('is one to its host, best with its warehouse', () => {
    const find = (name: string, httpPath: string) =>
      findForChoice({ kind: 'host', host: name, httpPath }, saved, {}).id;
    expect(find('A.example', '/sql/1.0/warehouses/2')).toBe('second');
    expect(find('a.example', '/sql/1.0/warehouses/9')).toBe('first');
  });

  it('is the profile, added or not', () => {
    expect(findForChoice({ kind: 'profile', name: 'dev' }, saved, {})).toBe(saved[3]);
    const unadded = findForChoice({ kind: 'profile', name: 'prod' }, saved, {});
    expect(unadded).toMatchObject({ kind: 'profile', profile: 'prod' });
    expect(findImplicit(unadded.id)).toEqual(unadded);
  });

  it('is the environment where that names the host', () => {
    const choice = { kind: 'host', host: 'c.example', httpPath: '/sql/1.0/warehouses/1' } as const;
    expect(findForChoice(choice, saved, { DATABRICKS_HOST: 'https://c.example/' }).kind).toBe('environment');
    expect(findForChoice({ kind: 'environment' }, saved, {}).kind).toBe('environment');
  });

  it('is not the environment where its older variables name another host', () => {
    const choice = { kind: 'host', host: 'c.example', httpPath: '/sql/1.0/warehouses/1' } as const;
    const env = { DATABRICKS_HOST: 'c.example', DATABRICKS_SERVER_HOSTNAME: 'old.example' };
    expect(() => findForChoice(choice, saved, env)).toThrow('There is no connection to c.example');
  });

  it('is missing where nothing fits, and the error says what to add', () => {
    expect(() => findForChoice({ kind: 'host', host: 'c.example', httpPath: '/x' }, saved, {})).toThrow(
      expect.objectContaining({ code: 'usage.invalid', message: expect.stringContaining('c.example') }),
    );
  });
});

describe('what a new document says', () => {
  it.each([
    [saved[0], { kind: 'host', host: 'a.example', httpPath: '/sql/1.0/warehouses/1' }],
    [saved[3], { kind: 'profile', name: 'dev' }],
    [{ id: 'sample', label: 'Sample warehouse', kind: 'sample' }, { kind: 'sample' }],
  ] as const)('means the connection: %o', (connection, choice) => {
    if (connection === undefined) throw new Error('There is no such connection.');
    expect(toChoice(connection, {})).toEqual(choice);
  });

  it('names host and warehouse of the environment', () => {
    const env = { DATABRICKS_HOST: 'https://c.example', DATABRICKS_WAREHOUSE_ID: 'abc' };
    expect(toChoice({ id: 'environment', label: '', kind: 'environment' }, env)).toEqual({
      kind: 'host',
      host: 'c.example',
      httpPath: '/sql/1.0/warehouses/abc',
    });
  });

  it('needs a warehouse', () => {
    expect(() => toChoice(host('other', 'b.example', ''), {})).toThrow(
      expect.objectContaining({ code: 'usage.invalid', message: expect.stringContaining('warehouse') }),
    );
  });
});
