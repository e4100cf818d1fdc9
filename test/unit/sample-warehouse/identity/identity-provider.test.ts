import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type Grant, IdentityProvider } from '../../../../src/sample-warehouse/identity/identity-provider.ts';

const verifier = 'v'.repeat(43);
const grant: Grant = {
  clientId: 'databricks-cli',
  redirectUri: 'http://localhost:8020',
  codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
  scope: 'offline_access all-apis',
  user: 'someone@example.com',
};
const right = { clientId: grant.clientId, redirectUri: grant.redirectUri, verifier };

function provide() {
  const clock = { now: 1_000_000 };
  const provider = new IdentityProvider({
    personalToken: 'dapi1',
    personalUser: 'owner@example.com',
    principal: { clientId: 'app', clientSecret: 'secret' },
    tokenLifetimeSeconds: 100,
    now: () => clock.now,
  });
  return { clock, provider };
}

it('takes a code once, within a minute', () => {
  const { clock, provider } = provide();
  const code = provider.issueCode(grant);
  clock.now += 59_999;
  const tokens = provider.redeemCode({ ...right, code });
  expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 100, scope: grant.scope });
  expect(provider.userOf(tokens.access_token)).toBe('someone@example.com');
  expect(() => provider.redeemCode({ ...right, code })).toThrow('invalid or has expired');
  const late = provider.issueCode(grant);
  clock.now += 60_000;
  expect(() => provider.redeemCode({ ...right, code: late })).toThrow('invalid or has expired');
});

it.each([
  { what: 'another client', wrong: { clientId: 'other' }, says: 'another client or redirect_uri' },
  {
    what: 'another way back',
    wrong: { redirectUri: 'http://localhost:8020/' },
    says: 'another client or redirect_uri',
  },
  { what: 'another verifier', wrong: { verifier: 'w'.repeat(43) }, says: 'does not match the code_challenge' },
])('refuses a code with $what, and it is spent', ({ wrong, says }) => {
  const { provider } = provide();
  const code = provider.issueCode(grant);
  expect(() => provider.redeemCode({ ...right, ...wrong, code })).toThrow(says);
  expect(() => provider.redeemCode({ ...right, code })).toThrow('invalid or has expired');
});

it('gives a refresh token where it was asked for, each good for one use', () => {
  const { provider } = provide();
  const without = provider.redeemCode({ ...right, code: provider.issueCode({ ...grant, scope: 'all-apis' }) });
  expect(without.refresh_token).toBeUndefined();
  const { refresh_token: first = '' } = provider.redeemCode({ ...right, code: provider.issueCode(grant) });
  const renewed = provider.refresh(first, grant.clientId);
  expect(renewed.refresh_token).not.toBe(first);
  expect(provider.userOf(renewed.access_token)).toBe('someone@example.com');
  expect(() => provider.refresh(first, grant.clientId)).toThrow('Refresh token is invalid');
  expect(() => provider.refresh(renewed.refresh_token ?? '', 'other')).toThrow('Refresh token is invalid');
});

it('knows access tokens until their end, the personal one always', () => {
  const { clock, provider } = provide();
  const { access_token: token } = provider.authenticate('app', 'secret');
  expect(provider.userOf(token)).toBe('app');
  clock.now += 99_999;
  expect(provider.userOf(token)).toBe('app');
  clock.now += 1;
  expect(provider.userOf(token)).toBeUndefined();
  expect(provider.userOf('dapi1')).toBe('owner@example.com');
  expect(provider.userOf('dapi2')).toBeUndefined();
  expect(() => provider.authenticate('app', 'wrong')).toThrow('Client authentication failed');
});
