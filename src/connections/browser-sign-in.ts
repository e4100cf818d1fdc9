import {
  AuthorizationResponseError,
  type AuthorizationServer,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { orCancelled } from '../shared/cancellation.ts';
import { ReplicatorError } from '../shared/errors.ts';
import {
  type AuthServer,
  discover,
  type OAuthRequest,
  toFreshToken,
  toSignInError,
  withAuthServer,
} from './auth-server.ts';
import { type LoopbackListener, listenOnLoopback } from './loopback-listener.ts';
import { notSignedInPage, signedInPage } from './sign-in-page.ts';
import type { FreshToken } from './token-source.ts';

export interface BrowserSignIn {
  /**
   * Shows the page where people sign in; `false` when the person did not want to.
   * @param redirectUri `http://localhost:<port>`, which the browser must reach: on a remote machine the host forwards it
   */
  openBrowser(url: string, redirectUri: string): Promise<boolean>;
  /** Cancels. */
  readonly signal: AbortSignal;
  /** Tried one after the other; those that the workspace knows when absent. */
  readonly ports?: readonly number[];
  /** How long a person may take; five minutes when absent. */
  readonly timeoutMs?: number;
}

export interface GrantedTokens extends FreshToken {
  readonly refreshToken?: string;
}

/** Registered at every workspace, without a secret. */
export const client = { client_id: 'databricks-cli' };

const registeredPorts = Array.from({ length: 21 }, (_, index) => 8020 + index);
const patienceMs = 5 * 60_000;

/** Authorization code with PKCE; the browser comes back to a port of this machine. */
export async function signInWithBrowser(server: AuthServer, options: BrowserSignIn): Promise<GrantedTokens> {
  const { ports = registeredPorts, timeoutMs = patienceMs } = options;
  const cancelled = AbortSignal.any([options.signal, server.signal]);
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  const signal = AbortSignal.any([cancelled, timeout.signal]);
  try {
    return await withAuthServer({ ...server, signal }, async (request, fetch) => {
      const authority = await discover(server, fetch);
      const listener = await listenOnLoopback(ports);
      try {
        return await authorize(server, authority, listener, request, { ...options, signal });
      } finally {
        listener.close();
      }
    });
  } catch (thrown) {
    if (!timeout.signal.aborted || cancelled.aborted) throw thrown;
    throw new ReplicatorError('auth.rejected', `Nobody signed in at ${server.host} in time.`, {
      facts: { host: server.host, timeoutMs },
    });
  } finally {
    clearTimeout(timer);
  }
}

async function authorize(
  server: AuthServer,
  authority: AuthorizationServer & { readonly authorization_endpoint: string },
  listener: LoopbackListener,
  request: OAuthRequest,
  { openBrowser, signal }: BrowserSignIn,
): Promise<GrantedTokens> {
  const { redirectUri } = listener;
  const verifier = generateRandomCodeVerifier();
  const state = generateRandomState();
  const url = new URL(authority.authorization_endpoint);
  const parameters = {
    response_type: 'code',
    ...client,
    redirect_uri: redirectUri,
    scope: 'offline_access all-apis',
    state,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const answered = listener.answerTo(state);
  const opened = openBrowser(url.href, redirectUri).then((shown) => {
    if (shown) return answered;
    throw new ReplicatorError('run.cancelled', 'The browser was not opened.');
  });
  // An answer counts also where nobody says that the browser is open.
  const answer = await orCancelled(Promise.race([answered, opened]), signal);
  try {
    const accepted = validateAuthResponse(authority, client, answer.parameters, state);
    const response = await authorizationCodeGrantRequest(
      authority,
      client,
      None(),
      accepted,
      redirectUri,
      verifier,
      request,
    );
    const granted = await processAuthorizationCodeResponse(authority, client, response);
    await answer.show(signedInPage);
    const { refresh_token: refreshToken } = granted;
    return { ...toFreshToken(granted, server.now()), ...(refreshToken === undefined ? {} : { refreshToken }) };
  } catch (thrown) {
    await answer.show(notSignedInPage);
    throw await toRefusal(thrown, server.host);
  }
}

async function toRefusal(thrown: unknown, host: string): Promise<ReplicatorError> {
  if (!(thrown instanceof AuthorizationResponseError)) return toSignInError(thrown, host, 'the sign-in');
  const { error, error_description: description } = thrown;
  const words = (description ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  const reason = error === 'access_denied' ? 'was refused' : `failed (${error.slice(0, 100)})`;
  return new ReplicatorError('auth.rejected', `The sign-in at ${host} ${reason}${words === '' ? '.' : `: ${words}`}`, {
    facts: { host, oauthError: error.slice(0, 100) },
  });
}
