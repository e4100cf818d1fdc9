import { expect, it } from 'vitest';
import { readSavedConnections } from '../../../../src/extension/connections/saved-connection.ts';

const sound = [
  { id: 'sample', label: 'Sample warehouse', kind: 'sample' },
  { id: 'profile:dev', label: 'dev', kind: 'profile', profile: 'dev' },
  { id: '1', label: 'Mine', kind: 'host', host: 'a.example', httpPath: '', signIn: 'browser' },
];

it('reads what was kept, and leaves out what another version may have written', () => {
  const unsound = [
    undefined,
    'sample',
    { id: 'x', label: 'x', kind: 'somethingNew' },
    { id: 'x', label: 'x', kind: 'profile' },
    { id: 'x', label: 'x', kind: 'host', host: 'a.example', httpPath: '', signIn: 'telepathy' },
    { id: 'x', label: 'x', kind: 'host', host: 7, httpPath: '', signIn: 'token' },
    { label: 'x', kind: 'sample' },
  ];
  expect(readSavedConnections([...sound, ...unsound])).toEqual(sound);
  expect(readSavedConnections(undefined)).toEqual([]);
  expect(readSavedConnections({})).toEqual([]);
});
