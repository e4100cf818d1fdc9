import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserSignIn } from '../../../src/connections/browser-sign-in.ts';
import { type Visited, visit } from '../../support/scripted-browser.ts';
import { never, type Seen, SignInDesk } from '../../support/sign-in-desk.ts';

let desk: SignInDesk;

beforeAll(async () => {
  desk = await SignInDesk.open();
});
afterEach(() => desk.warehouse.faults.clear());
afterAll(() => desk.warehouse.close());

describe('a sign-in that comes to nothing', () => {
  it('because the person refused', async () => {
    const seen: Seen = { pages: [], redirects: [] };
    const { session } = desk.session();
    await expect(session.signIn(desk.person('refuse', seen))).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `The sign-in at ${desk.host} was refused: The user denied the request`,
    });
    expect((await Promise.all(seen.pages))[0]?.text).toContain('You are not signed in');
  });

  it('because the answer has another state: it is turned away, and the right one still counts', async () => {
    const { session } = desk.session();
    const seen: Visited[] = [];
    const someone = desk.person('agree');
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
    expect(await desk.userOf(await session.getToken({ refresh: false }))).toBe('analyst@example.com');
  });

  it('because the code is not the server’s', async () => {
    const { session } = desk.session();
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
      message: `${desk.host} turned down the sign-in: HTTP 400 (invalid_grant).`,
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
    const first = desk.session().session.signIn(waiting(cancel.signal));
    await opened.promise;
    cancel.abort();
    await expect(first).rejects.toMatchObject({ code: 'run.cancelled' });

    const { session, closed } = desk.session();
    const second = session.signIn({
      signal: never,
      openBrowser: async () => {
        closed.abort();
        return true;
      },
    });
    await expect(second).rejects.toMatchObject({ code: 'run.cancelled' });

    const third = desk.session().session.signIn({ signal: never, openBrowser: async () => false });
    await expect(third).rejects.toMatchObject({ code: 'run.cancelled' });
  });

  it('because nobody did anything for too long', async () => {
    const signIn = desk.session().session.signIn({ signal: never, openBrowser: async () => true, timeoutMs: 1000 });
    await expect(signIn).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `Nobody signed in at ${desk.host} in time.`,
    });
  });

  it('because the workspace has no OAuth', async () => {
    desk.warehouse.faults.add({ operation: 'oauth-discovery', effect: { kind: 'status', status: 404 } });
    await expect(desk.session().session.signIn(desk.person('agree'))).rejects.toMatchObject({
      code: 'auth.rejected',
      message: `${desk.host} knows no sign-in in the browser: use a personal access token.`,
    });
  });

  it('because the certificate is not trusted', async () => {
    const { session } = desk.session({ network: {} });
    await expect(session.signIn(desk.person('agree'))).rejects.toMatchObject({ code: 'network.certificate' });
  });
});
