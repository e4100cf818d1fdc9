import { expect, it } from 'vitest';
import type { Reply } from '../../../../src/sample-warehouse/http/reply.ts';
import { findRoute } from '../../../../src/sample-warehouse/http/route.ts';
import { IdentityProvider } from '../../../../src/sample-warehouse/identity/identity-provider.ts';
import { oauthRoutes } from '../../../../src/sample-warehouse/identity/oauth-routes.ts';

const provider = new IdentityProvider({
  personalToken: 'dapi1',
  personalUser: 'owner@example.com',
  principal: { clientId: 'app', clientSecret: 'a+b c:d' },
  tokenLifetimeSeconds: 100,
  now: Date.now,
});
const routes = oauthRoutes(provider, () => 'https://127.0.0.1:1');

async function ask(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Reply> {
  const url = new URL(path, 'https://127.0.0.1:1');
  const found = findRoute(routes, method, url.pathname);
  if (found === undefined) throw new Error(`No route for ${path}`);
  return found.route.handle({
    method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.from(body),
    params: found.params,
    effects: [],
    signal: new AbortController().signal,
  });
}

function textOf({ body }: Reply): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}

const sound = {
  client_id: 'databricks-cli',
  response_type: 'code',
  redirect_uri: 'http://localhost:8020',
  code_challenge: 'c'.repeat(43),
  code_challenge_method: 'S256',
  scope: 'offline_access all-apis',
  state: 'a&b"<',
};

function authorize(change: Readonly<Record<string, string>> = {}): Promise<Reply> {
  return ask('GET', `/oidc/v1/authorize?${new URLSearchParams({ ...sound, ...change })}`);
}

it('shows a page with two buttons, on which nothing is what it was not', async () => {
  const page = await authorize();
  expect(page.status).toBe(200);
  const text = textOf(page);
  expect(text).toContain('Sign in as analyst@example.com');
  expect(text).toContain('Refuse');
  expect(text).toContain('value="a&amp;b&quot;&lt;"');
  expect(text).not.toContain('<script');
});

it('agrees and refuses at once for who says so', async () => {
  const agreed = new URL((await authorize({ login_hint: 'auto' })).headers.location ?? '');
  expect(agreed.origin).toBe('http://localhost:8020');
  expect(agreed.searchParams.get('state')).toBe(sound.state);
  expect(agreed.searchParams.get('code')).toEqual(expect.any(String));
  const refused = new URL((await authorize({ login_hint: 'refuse' })).headers.location ?? '');
  expect(Object.fromEntries(refused.searchParams)).toEqual({
    error: 'access_denied',
    error_description: 'The user denied the request',
    state: sound.state,
  });
});

it.each([
  [{ response_type: 'token' }, 'unsupported_response_type'],
  [{ code_challenge_method: 'plain' }, 'invalid_request'],
  [{ code_challenge: 'short' }, 'invalid_request'],
  [{ scope: 'everything' }, 'invalid_scope'],
])('sends what is wrong back to the client: %o', async (change, error) => {
  const back = new URL((await authorize(change)).headers.location ?? '');
  expect(back.searchParams.get('error')).toBe(error);
});

it.each([
  { redirect_uri: 'https://evil.example' },
  { redirect_uri: 'http://localhost.evil:80' },
  { client_id: 'other' },
])('sends nothing to who is not the client: %o', async (change) => {
  const page = await authorize({ ...change, login_hint: 'auto' });
  expect(page.status).toBe(400);
  expect(page.headers.location).toBeUndefined();
});

it('reads both halves of basic authentication as they were encoded', async () => {
  const basic = Buffer.from(`app:${encodeURIComponent('a+b c:d').replaceAll('%20', '+')}`).toString('base64');
  const reply = await ask('POST', '/oidc/v1/token', 'grant_type=client_credentials&scope=all-apis', {
    authorization: `Basic ${basic}`,
  });
  expect(reply.status).toBe(200);
  expect(JSON.parse(textOf(reply))).toMatchObject({ scope: 'all-apis', token_type: 'Bearer', expires_in: 100 });
});

it.each([
  ['grant_type=password', 400, 'unsupported_grant_type'],
  ['grant_type=authorization_code&code=x', 400, 'invalid_request'],
  ['grant_type=refresh_token&refresh_token=x&client_id=databricks-cli', 401, 'invalid_grant'],
  ['grant_type=client_credentials&client_id=app&client_secret=no', 401, 'invalid_client'],
])('answers %s with %i %s', async (body, status, error) => {
  const reply = await ask('POST', '/oidc/v1/token', body);
  expect(reply.status).toBe(status);
  expect(JSON.parse(textOf(reply))).toMatchObject({ error, error_description: expect.any(String) });
});
