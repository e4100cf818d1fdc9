import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RefreshTokenStore } from '../../../src/connections/refresh-token-store.ts';
import { type ForwardProxy, startForwardProxy } from '../../support/forward-proxy.ts';
import { pressButton, type Visited, visit } from '../../support/scripted-browser.ts';
import { makeStore, never, type Seen, SignInDesk } from '../../support/sign-in-desk.ts';
import { call } from '../sample-warehouse/call.ts';

let desk: SignInDesk;

beforeAll(async () => {
  desk = await SignInDesk.open();
});
afterEach(() => desk.warehouse.faults.clear());
afterAll(() => desk.warehouse.close());

describe('signing in with the browser', () => {
  it('gives tokens that every service takes, and keeps what renews them', async () => {
    const store = makeStore();
    const { session } = desk.session({ store });
    const pages: Promise<Visited>[] = [];
    let opened = '';
    await session.signIn({
      signal: never,
      openBrowser: async (url, redirectUri) => {
        opened = url;
        expect(redirectUri).toMatch(/^http:\/\/localhost:80[2-4]\d$/);
        pages.push(pressButton(url, 'agree', desk.warehouse.caCertificate));
        return true;
      },
    });
    const parameters = new URL(opened).searchParams;
    expect(Object.fromEntries(parameters)).toMatchObject({
      client_id: 'databricks-cli',
      response_type: 'code',
      scope: 'offline_access all-apis',
      code_challenge_method: 'S256',
    });
    const [page] = await Promise.all(pages);
    expect(page).toMatchObject({ status: 200 });
    expect(page?.text).toContain('You are signed in');
    expect(page?.text).not.toContain('<script');

    const token = await session.getToken({ refresh: false });
    expect(await desk.userOf(token)).toBe('analyst@example.com');
    const submitted = await call({ ...desk.warehouse, token }, 'POST', '/api/2.0/sql/statements', {
      warehouse_id: desk.warehouse.warehouseId,
      statement: 'SELECT 1',
      wait_timeout: '10s',
    });
    expect(submitted).toMatchObject({ status: 200, json: { status: { state: 'SUCCEEDED' } } });
    expect(store.kept.token).toEqual(expect.any(String));
    expect(await desk.userOf(desk.warehouse.token)).toBe('sample.user@example.com');
  });

  it('lets go of its port at once', async () => {
    const { session } = desk.session();
    const seen: Seen = { pages: [], redirects: [] };
    await session.signIn(desk.person('agree', seen));
    await Promise.all(seen.pages);
    await expect(visit(seen.redirects[0] ?? '', { ca: '' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('renews by itself five minutes before the end, with each refresh token used once', async () => {
    const store = makeStore();
    const { session, clock } = desk.session({ store });
    await session.signIn(desk.person('agree'));
    const [token, renewable] = [await session.getToken({ refresh: false }), store.kept.token];
    clock.now += 55 * 60_000 - 1000;
    expect(await session.getToken({ refresh: false })).toBe(token);
    clock.now += 2000;
    const renewed = await session.getToken({ refresh: false });
    expect(renewed).not.toBe(token);
    expect(store.kept.token).not.toBe(renewable);
    expect(await desk.userOf(renewed)).toBe('analyst@example.com');
    expect(await session.getToken({ refresh: true })).not.toBe(renewed);
  });

  it('lasts over a restart', async () => {
    const store = makeStore();
    await desk.session({ store }).session.signIn(desk.person('agree'));
    const again = desk.session({ store }).session;
    expect(await desk.userOf(await again.getToken({ refresh: false }))).toBe('analyst@example.com');
  });

  it('uses the newer refresh token when another window has spent the one it had', async () => {
    const kept: { token?: string } = {};
    const store = makeStore(kept);
    await desk.session({ store }).session.signIn(desk.person('agree'));
    const spent = kept.token;
    await desk.session({ store }).session.getToken({ refresh: false });
    let loads = 0;
    const late: RefreshTokenStore = { ...store, load: async () => (++loads === 1 ? spent : kept.token) };
    const token = await desk.session({ store: late }).session.getToken({ refresh: false });
    expect(await desk.userOf(token)).toBe('analyst@example.com');
    expect(loads).toBe(2);
  });

  it('says that somebody has to sign in again when the refresh token is dead, and forgets it', async () => {
    const store = makeStore({ token: 'revoked-refresh-token' });
    const error: unknown = await desk
      .session({ store })
      .session.getToken({ refresh: false })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'auth.rejected', facts: { signInNeeded: true } });
    expect(String(error)).toContain('Sign in with the browser again');
    expect(JSON.stringify([error, String(error)])).not.toContain('revoked-refresh-token');
    expect(store.kept.token).toBeUndefined();
    await expect(desk.session({ store }).session.getToken({ refresh: false })).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `Nobody is signed in at ${desk.host}. Sign in with the browser.`,
    });
  });

  it('keeps the refresh token when it is the server that fails', async () => {
    const store = makeStore();
    await desk.session({ store }).session.signIn(desk.person('agree'));
    const { token } = store.kept;
    desk.warehouse.faults.add({ operation: 'oauth-token', times: 'always', effect: { kind: 'status', status: 503 } });
    const { session } = desk.session({ store });
    await expect(session.getToken({ refresh: false })).rejects.toMatchObject({ code: 'network.unavailable' });
    expect(store.kept.token).toBe(token);
    desk.warehouse.faults.clear();
    expect(await desk.userOf(await session.getToken({ refresh: false }))).toBe('analyst@example.com');
  });

  it('is over after signing out', async () => {
    const store = makeStore();
    const { session } = desk.session({ store });
    await session.signIn(desk.person('agree'));
    await session.signOut();
    expect(store.kept.token).toBeUndefined();
    await expect(session.getToken({ refresh: false })).rejects.toMatchObject({ code: 'auth.rejected' });
  });
});

describe('the way back to this machine', () => {
  const taken: Server[] = [];
  afterEach(() => {
    for (const server of taken.splice(0)) server.close();
  });

  async function takePort(): Promise<number> {
    const server = createServer();
    taken.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  it('takes the next port when one is in use', async () => {
    const port = await takePort();
    const { session } = desk.session();
    const seen: Seen = { pages: [], redirects: [] };
    await session.signIn({ ...desk.person('agree', seen), ports: [port, 0] });
    expect(seen.redirects).toHaveLength(1);
    expect(seen.redirects[0]).not.toBe(`http://localhost:${port}`);
    expect(await desk.userOf(await session.getToken({ refresh: false }))).toBe('analyst@example.com');
  });

  it('says so when all are in use', async () => {
    const ports = [await takePort(), await takePort()];
    await expect(desk.session().session.signIn({ ...desk.person('agree'), ports })).rejects.toThrow('are in use');
  });
});

describe('through a proxy', () => {
  let proxy: ForwardProxy;
  beforeAll(async () => {
    proxy = await startForwardProxy();
  });
  afterAll(() => proxy.close());

  it('signs in and renews', async () => {
    const network = { caCertificate: desk.warehouse.caCertificate, proxy: { url: proxy.url } };
    const { session } = desk.session({ network });
    await session.signIn(desk.person('agree'));
    await session.getToken({ refresh: true });
    expect(new Set(proxy.tunnels)).toEqual(new Set([desk.host]));
    expect(proxy.tunnels.length).toBeGreaterThanOrEqual(2);
  });
});
