import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuthServer } from '../../../src/connections/auth-server.ts';
import { type BrowserSession, createBrowserSession } from '../../../src/connections/browser-session.ts';
import type { BrowserSignIn } from '../../../src/connections/browser-sign-in.ts';
import type { RefreshTokenStore } from '../../../src/connections/refresh-token-store.ts';
import type { NetworkSettings } from '../../../src/network/network-settings.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { type ForwardProxy, startForwardProxy } from '../../support/forward-proxy.ts';
import { pressButton, type Visited, visit } from '../../support/scripted-browser.ts';
import { call } from '../sample-warehouse/call.ts';

let warehouse: SampleWarehouse;
let host: string;

beforeAll(async () => {
  warehouse = await startSampleWarehouse({ scale: 0.001, tokenLifetimeSeconds: 3600 });
  host = `${warehouse.host}:${warehouse.port}`;
});
afterEach(() => warehouse.faults.clear());
afterAll(() => warehouse.close());

/** Like a keychain, which more than one window may look into. */
function makeStore(kept: { token?: string } = {}): RefreshTokenStore & { readonly kept: { token?: string } } {
  return {
    kept,
    load: () => Promise.resolve(kept.token),
    async save(token) {
      kept.token = token;
    },
    async forget() {
      delete kept.token;
    },
  };
}

function open(options: { readonly network?: NetworkSettings; readonly store?: RefreshTokenStore } = {}): {
  readonly session: BrowserSession;
  readonly clock: { now: number };
  readonly closed: AbortController;
} {
  const clock = { now: Date.now() };
  const closed = new AbortController();
  const network = options.network ?? { caCertificate: warehouse.caCertificate };
  const server: AuthServer = { host, network, now: () => clock.now, signal: closed.signal };
  return { session: createBrowserSession(server, options.store ?? makeStore()), clock, closed };
}

const never = new AbortController().signal;

/** What a person sees on the way: the page in the end, and the address of the way back. */
interface Seen {
  readonly pages: Promise<Visited>[];
  readonly redirects: string[];
}

/** A person who presses a button as soon as the browser is open. */
function person(button: 'agree' | 'refuse', seen: Seen = { pages: [], redirects: [] }): BrowserSignIn {
  return {
    signal: never,
    openBrowser: async (url, redirectUri) => {
      seen.redirects.push(redirectUri);
      seen.pages.push(pressButton(url, button, warehouse.caCertificate));
      return true;
    },
  };
}

async function userOf(token: string): Promise<unknown> {
  const answer = await call({ ...warehouse, token }, 'GET', '/api/2.0/preview/scim/v2/Me');
  return answer.status === 200 ? (answer.json as { userName: string }).userName : answer.status;
}

describe('signing in with the browser', () => {
  it('gives tokens that every service takes, and keeps what renews them', async () => {
    const store = makeStore();
    const { session } = open({ store });
    const pages: Promise<Visited>[] = [];
    let opened = '';
    await session.signIn({
      signal: never,
      openBrowser: async (url, redirectUri) => {
        opened = url;
        expect(redirectUri).toMatch(/^http:\/\/localhost:80[2-4]\d$/);
        pages.push(pressButton(url, 'agree', warehouse.caCertificate));
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
    expect(await userOf(token)).toBe('analyst@example.com');
    const submitted = await call({ ...warehouse, token }, 'POST', '/api/2.0/sql/statements', {
      warehouse_id: warehouse.warehouseId,
      statement: 'SELECT 1',
      wait_timeout: '10s',
    });
    expect(submitted).toMatchObject({ status: 200, json: { status: { state: 'SUCCEEDED' } } });
    expect(store.kept.token).toEqual(expect.any(String));
    expect(await userOf(warehouse.token)).toBe('sample.user@example.com');
  });

  it('lets go of its port at once', async () => {
    const { session } = open();
    const seen: Seen = { pages: [], redirects: [] };
    await session.signIn(person('agree', seen));
    await Promise.all(seen.pages);
    await expect(visit(seen.redirects[0] ?? '', { ca: '' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('renews by itself five minutes before the end, with each refresh token used once', async () => {
    const store = makeStore();
    const { session, clock } = open({ store });
    await session.signIn(person('agree'));
    const [token, renewable] = [await session.getToken({ refresh: false }), store.kept.token];
    clock.now += 55 * 60_000 - 1000;
    expect(await session.getToken({ refresh: false })).toBe(token);
    clock.now += 2000;
    const renewed = await session.getToken({ refresh: false });
    expect(renewed).not.toBe(token);
    expect(store.kept.token).not.toBe(renewable);
    expect(await userOf(renewed)).toBe('analyst@example.com');
    expect(await session.getToken({ refresh: true })).not.toBe(renewed);
  });

  it('lasts over a restart', async () => {
    const store = makeStore();
    await open({ store }).session.signIn(person('agree'));
    const again = open({ store }).session;
    expect(await userOf(await again.getToken({ refresh: false }))).toBe('analyst@example.com');
  });

  it('uses the newer refresh token when another window has spent the one it had', async () => {
    const kept: { token?: string } = {};
    const store = makeStore(kept);
    await open({ store }).session.signIn(person('agree'));
    const spent = kept.token;
    await open({ store }).session.getToken({ refresh: false });
    let loads = 0;
    const late: RefreshTokenStore = { ...store, load: async () => (++loads === 1 ? spent : kept.token) };
    const token = await open({ store: late }).session.getToken({ refresh: false });
    expect(await userOf(token)).toBe('analyst@example.com');
    expect(loads).toBe(2);
  });

  it('says that somebody has to sign in again when the refresh token is dead, and forgets it', async () => {
    const store = makeStore({ token: 'revoked-refresh-token' });
    const error: unknown = await open({ store })
      .session.getToken({ refresh: false })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'auth.rejected', facts: { signInNeeded: true } });
    expect(String(error)).toContain('Sign in with the browser again');
    expect(JSON.stringify([error, String(error)])).not.toContain('revoked-refresh-token');
    expect(store.kept.token).toBeUndefined();
    await expect(open({ store }).session.getToken({ refresh: false })).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `Nobody is signed in at ${host}. Sign in with the browser.`,
    });
  });

  it('keeps the refresh token when it is the server that fails', async () => {
    const store = makeStore();
    await open({ store }).session.signIn(person('agree'));
    const { token } = store.kept;
    warehouse.faults.add({ operation: 'oauth-token', times: 'always', effect: { kind: 'status', status: 503 } });
    const { session } = open({ store });
    await expect(session.getToken({ refresh: false })).rejects.toMatchObject({ code: 'network.unavailable' });
    expect(store.kept.token).toBe(token);
    warehouse.faults.clear();
    expect(await userOf(await session.getToken({ refresh: false }))).toBe('analyst@example.com');
  });

  it('is over after signing out', async () => {
    const store = makeStore();
    const { session } = open({ store });
    await session.signIn(person('agree'));
    await session.signOut();
    expect(store.kept.token).toBeUndefined();
    await expect(session.getToken({ refresh: false })).rejects.toMatchObject({ code: 'auth.rejected' });
  });
});

describe('a sign-in that comes to nothing', () => {
  it('because the person refused', async () => {
    const seen: Seen = { pages: [], redirects: [] };
    const { session } = open();
    await expect(session.signIn(person('refuse', seen))).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `The sign-in at ${host} was refused: The user denied the request`,
    });
    expect((await Promise.all(seen.pages))[0]?.text).toContain('You are not signed in');
  });

  it('because the answer has another state: it is turned away, and the right one still counts', async () => {
    const { session } = open();
    const seen: Visited[] = [];
    const someone = person('agree');
    await session.signIn({
      ...someone,
      openBrowser: async (url, redirectUri) => {
        const state = new URL(url).searchParams.get('state') ?? '';
        seen.push(await visit(`${redirectUri}/?code=stolen&state=${state}x`, { ca: '' }));
        seen.push(await visit(`${redirectUri}/?code=stolen`, { ca: '' }));
        seen.push(await visit(`${redirectUri}/favicon.ico`, { ca: '' }));
        return someone.openBrowser(url, redirectUri);
      },
    });
    expect(seen.map(({ status }) => status)).toEqual([400, 400, 404]);
    expect(await userOf(await session.getToken({ refresh: false }))).toBe('analyst@example.com');
  });

  it('because the code is not the server’s', async () => {
    const { session } = open();
    const signIn = session.signIn({
      signal: never,
      openBrowser: async (url, redirectUri) => {
        const state = new URL(url).searchParams.get('state') ?? '';
        void visit(`${redirectUri}/?code=made-up&state=${state}`, { ca: '' });
        return true;
      },
    });
    await expect(signIn).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `${host} turned down the sign-in: HTTP 400 (invalid_grant).`,
    });
  });

  it('because it was cancelled, the connection closed, or the browser not opened', async () => {
    const cancel = new AbortController();
    const opened = Promise.withResolvers<void>();
    const waiting = (signal: AbortSignal): BrowserSignIn => ({
      signal,
      openBrowser: async () => {
        opened.resolve();
        return true;
      },
    });
    const first = open().session.signIn(waiting(cancel.signal));
    await opened.promise;
    cancel.abort();
    await expect(first).rejects.toMatchObject({ code: 'run.cancelled' });

    const { session, closed } = open();
    const second = session.signIn({
      signal: never,
      openBrowser: async () => {
        closed.abort();
        return true;
      },
    });
    await expect(second).rejects.toMatchObject({ code: 'run.cancelled' });

    const third = open().session.signIn({ signal: never, openBrowser: async () => false });
    await expect(third).rejects.toMatchObject({ code: 'run.cancelled' });
  });

  it('because nobody did anything for too long', async () => {
    const signIn = open().session.signIn({ signal: never, openBrowser: async () => true, timeoutMs: 1000 });
    await expect(signIn).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `Nobody signed in at ${host} in time.`,
    });
  });

  it('because the workspace has no OAuth', async () => {
    warehouse.faults.add({ operation: 'oauth-discovery', effect: { kind: 'status', status: 404 } });
    await expect(open().session.signIn(person('agree'))).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `${host} knows no sign-in in the browser: use a personal access token.`,
    });
  });

  it('because the certificate is not trusted', async () => {
    const { session } = open({ network: {} });
    await expect(session.signIn(person('agree'))).rejects.toMatchObject({ code: 'network.certificate' });
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
    const { session } = open();
    const seen: Seen = { pages: [], redirects: [] };
    await session.signIn({ ...person('agree', seen), ports: [port, 0] });
    expect(seen.redirects).toHaveLength(1);
    expect(seen.redirects[0]).not.toBe(`http://localhost:${port}`);
    expect(await userOf(await session.getToken({ refresh: false }))).toBe('analyst@example.com');
  });

  it('says so when all are in use', async () => {
    const ports = [await takePort(), await takePort()];
    await expect(open().session.signIn({ ...person('agree'), ports })).rejects.toThrow('are in use');
  });
});

describe('through a proxy', () => {
  let proxy: ForwardProxy;
  beforeAll(async () => {
    proxy = await startForwardProxy();
  });
  afterAll(() => proxy.close());

  it('signs in and renews', async () => {
    const network = { caCertificate: warehouse.caCertificate, proxy: { url: proxy.url } };
    const { session } = open({ network });
    await session.signIn(person('agree'));
    await session.getToken({ refresh: true });
    expect(new Set(proxy.tunnels)).toEqual(new Set([host]));
    expect(proxy.tunnels.length).toBeGreaterThanOrEqual(2);
  });
});
