import { describe, expect, it } from 'vitest';
import type { SavedConnection } from '../../../../../src/extension/connections/saved-connection.ts';
import {
  accessKey,
  credentialsOf,
  draftOf,
  finishDraft,
  newDraft,
  suggestLabel,
} from '../../../../../src/extension/connections/wizard/draft.ts';

const connections: readonly SavedConnection[] = [
  { id: 'sample', label: 'Sample warehouse', kind: 'sample' },
  { id: 'environment', label: 'Environment variables', kind: 'environment' },
  {
    id: 'profile:dev',
    label: 'Development',
    kind: 'profile',
    profile: 'dev',
    httpPath: '/sql/1.0/warehouses/a',
    caFile: '/ca.pem',
  },
  { id: 'profile:plain', label: 'plain', kind: 'profile', profile: 'plain' },
  { id: '1', label: 'Mine', kind: 'host', host: 'a.example', httpPath: '/sql/1.0/warehouses/a', signIn: 'browser' },
  {
    id: '2',
    label: 'Ours',
    kind: 'host',
    host: 'a.example',
    httpPath: '',
    signIn: 'servicePrincipal',
    clientId: 'c',
    caFile: '/ca.pem',
  },
];

describe('what was answered in the wizard', () => {
  it.each(connections)('is the same connection again where nothing is changed: $label', (connection) => {
    expect(finishDraft(draftOf(connection))).toEqual(connection);
  });

  it('is named after the host where no name was given', () => {
    expect(finishDraft({ ...newDraft('1'), host: 'adb-1.2.azuredatabricks.net' })).toMatchObject({ label: 'adb-1.2' });
  });

  it('holds no client id where nobody signs in with one', () => {
    expect(finishDraft({ ...newDraft('1'), host: 'a.example', clientId: 'c', signIn: 'token' })).not.toHaveProperty(
      'clientId',
    );
  });

  it('never becomes a connection that holds a secret', () => {
    const draft = { ...newDraft('1'), host: 'a.example', token: 'dapi-secret', clientSecret: 'dose-secret' };
    for (const signIn of ['token', 'servicePrincipal', 'browser', 'databricksCli'] as const) {
      expect(JSON.stringify(finishDraft({ ...draft, signIn }))).not.toContain('secret');
    }
  });

  it('gives only the secret of the chosen way to sign in', () => {
    const draft = { ...newDraft('1'), host: 'a.example', token: 't', clientSecret: 's' };
    expect(credentialsOf({ ...draft, signIn: 'token' })).toEqual({ token: 't' });
    expect(credentialsOf({ ...draft, signIn: 'servicePrincipal' })).toEqual({ clientSecret: 's' });
    expect(credentialsOf({ ...draft, signIn: 'browser' })).toEqual({});
    expect(credentialsOf({ ...draft, signIn: 'token', token: '' })).toEqual({});
  });

  it('is tried out anew when the way to the workspace changes, not when its name or warehouse does', () => {
    const draft = { ...newDraft('1'), host: 'a.example' };
    expect(accessKey({ ...draft, label: 'x', httpPath: '/sql/1.0/warehouses/b' })).toBe(accessKey(draft));
    expect(accessKey({ ...draft, caFile: '/ca.pem' })).not.toBe(accessKey(draft));
    expect(accessKey({ ...draft, token: 't' })).not.toBe(accessKey(draft));
  });
});

it.each([
  ['adb-1234567890123456.7.azuredatabricks.net', 'adb-1234567890123456.7'],
  ['dbc-a1b2.cloud.databricks.com', 'dbc-a1b2'],
  ['1234.5.gcp.databricks.com:443', '1234.5'],
  ['databricks.intra.example', 'databricks.intra.example'],
  ['127.0.0.1:8443', '127.0.0.1:8443'],
])('suggests a name for %s', (host, label) => {
  expect(suggestLabel(host)).toBe(label);
});
