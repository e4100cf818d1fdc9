import { expect, it } from 'vitest';
import {
  type CredentialKind,
  type CredentialVault,
  forgetAll,
  MemoryVault,
} from '../../../../src/extension/connections/credential-vault.ts';

class MapVault implements CredentialVault {
  readonly kept = new Map<CredentialKind, string>();
  load = async (kind: CredentialKind) => this.kept.get(kind);
  save = async (kind: CredentialKind, value: string) => void this.kept.set(kind, value);
  forget = async (kind: CredentialKind) => void this.kept.delete(kind);
}

it('keeps what is tried out in memory', async () => {
  const kept = new MapVault();
  const trial = new MemoryVault({ token: 'new' }, kept);
  expect(await trial.load('token')).toBe('new');
  expect(kept.kept.size).toBe(0);
  expect(trial.own()).toEqual({ token: 'new' });
});

it('uses what is kept of the connection that is changed', async () => {
  const kept = new MapVault();
  await kept.save('clientSecret', 'old');
  expect(await new MemoryVault({}, kept).load('clientSecret')).toBe('old');
  expect(await new MemoryVault({}).load('clientSecret')).toBeUndefined();
});

it('gives the successor of a refresh token back to where it came from', async () => {
  const kept = new MapVault();
  await kept.save('refreshToken', 'first');
  const trial = new MemoryVault({}, kept);
  await trial.save('refreshToken', 'second');
  expect(await kept.load('refreshToken')).toBe('second');
});

it('keeps a refresh token of its own to itself', async () => {
  const trial = new MemoryVault({});
  await trial.save('refreshToken', 'first');
  await trial.save('refreshToken', 'second');
  expect(trial.own()).toEqual({ refreshToken: 'second' });
});

it('forgets everything', async () => {
  const kept = new MapVault();
  await kept.save('token', 't');
  await kept.save('refreshToken', 'r');
  await forgetAll(kept);
  expect(kept.kept.size).toBe(0);
});
