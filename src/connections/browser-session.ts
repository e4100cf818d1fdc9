import { None, processRefreshTokenResponse, refreshTokenGrantRequest } from 'oauth4webapi';
import { throwIfCancelled, waitFor } from '../shared/cancellation.ts';
import { ReplicatorError } from '../shared/errors.ts';
import { type AuthServer, discover, oauthErrorOf, toFreshToken, toSignInError, withAuthServer } from './auth-server.ts';
import { type BrowserSignIn, client, type GrantedTokens, signInWithBrowser } from './browser-sign-in.ts';
import type { RefreshTokenStore } from './refresh-token-store.ts';
import { type FreshToken, keepToken, type TokenSource } from './token-source.ts';

/** A person at a workspace who signs in with the browser (OAuth, U2M). */
export interface BrowserSession {
  /**
   * Renews the token without asking anybody, also in a later session, as long as the workspace allows it. Rejects with
   * `auth.rejected` when the person has to sign in (again), `network.*`, `source.protocol`.
   */
  readonly getToken: TokenSource;
  /** @throws ReplicatorError `auth.rejected` when refused or too late, `run.cancelled`, `network.*`, `source.protocol` */
  signIn(options: BrowserSignIn): Promise<void>;
  /** Forgets the person; the access token goes with it. */
  signOut(): Promise<void>;
}

export function createBrowserSession(server: AuthServer, store: RefreshTokenStore): BrowserSession {
  const fetchToken = () => refresh(server, store);
  let tokens = keepToken(fetchToken, server.now);
  return {
    getToken: (options) => tokens(options),
    async signIn(options) {
      const granted = await signInWithBrowser(server, options);
      if (granted.refreshToken !== undefined) await store.save(granted.refreshToken);
      tokens = keepToken(fetchToken, server.now, granted);
    },
    async signOut() {
      tokens = keepToken(fetchToken, server.now);
      await store.forget();
    },
  };
}

const otherWindowMs = 500;

async function refresh(server: AuthServer, store: RefreshTokenStore): Promise<FreshToken> {
  const { host } = server;
  const kept = await store.load();
  if (kept === undefined) {
    throw new ReplicatorError('auth.rejected', `Nobody is signed in at ${host}. Sign in with the browser.`, {
      facts: { host, signInNeeded: true },
    });
  }
  try {
    return await useRefreshToken(server, store, kept);
  } catch (thrown) {
    if (!(thrown instanceof ReplicatorError) || oauthErrorOf(thrown) !== 'invalid_grant') throw thrown;
    // Each is good for one use, and another window may have used this one and be about to keep its successor.
    await waitFor(otherWindowMs, server.signal);
    const newer = await store.load();
    if (newer !== undefined && newer !== kept) return useRefreshToken(server, store, newer);
    await store.forget();
    throw new ReplicatorError(
      'auth.rejected',
      `The sign-in at ${host} has ended: it was revoked, or not used for too long. Sign in with the browser again.`,
      { facts: { host, signInNeeded: true } },
    );
  }
}

function useRefreshToken(server: AuthServer, store: RefreshTokenStore, refreshToken: string): Promise<GrantedTokens> {
  return withAuthServer(server, async (request, fetch) => {
    const authority = await discover(server, fetch);
    try {
      const response = await refreshTokenGrantRequest(authority, client, None(), refreshToken, request);
      const answer = await processRefreshTokenResponse(authority, client, response);
      throwIfCancelled(server.signal);
      // Before anybody uses the access token: the old one is spent.
      if (answer.refresh_token !== undefined) await store.save(answer.refresh_token);
      return toFreshToken(answer, server.now());
    } catch (thrown) {
      throw await toSignInError(thrown, server.host, 'the sign-in that was kept');
    }
  });
}
