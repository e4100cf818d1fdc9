import {
  type AuthorizationServer,
  customFetch,
  type HttpRequestOptions,
  ResponseBodyError,
  type TokenEndpointResponse,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi';
import { z } from 'zod';
import { Agents } from '../network/agents.ts';
import { createFetch, type Fetch } from '../network/fetch.ts';
import type { NetworkSettings } from '../network/network-settings.ts';
import { ReplicatorError } from '../shared/errors.ts';
import type { FreshToken } from './token-source.ts';

/** Where a workspace's tokens come from, and how it is reached. */
export interface AuthServer {
  /** Host of the workspace, perhaps with a port; no scheme. */
  readonly host: string;
  readonly network: NetworkSettings;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Breaks requests off when the connection is closed. */
  readonly signal: AbortSignal;
}

/** The options that every request of the OAuth library takes. */
export type OAuthRequest = HttpRequestOptions<'POST', URLSearchParams>;

/** Opens connections for some requests, and closes them whatever comes of it. */
export async function withAuthServer<T>(
  server: AuthServer,
  work: (request: OAuthRequest, fetch: Fetch) => Promise<T>,
): Promise<T> {
  const agents = new Agents(server.network);
  const fetch = createFetch(agents, server.signal);
  try {
    return await work({ [customFetch]: fetch }, fetch);
  } finally {
    agents.close();
  }
}

const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https$/ }),
  token_endpoint: z.url({ protocol: /^https$/ }),
});

/**
 * Where people sign in, as the workspace says.
 * @throws ReplicatorError `auth.rejected` where the workspace has no OAuth, `network.*`, `source.protocol`
 */
export async function discover(
  server: AuthServer,
  fetch: Fetch,
): Promise<AuthorizationServer & z.infer<typeof metadata>> {
  const { host } = server;
  const answer = await fetch(`https://${host}/oidc/.well-known/oauth-authorization-server`, {
    method: 'GET',
    headers: { accept: 'application/json' },
  });
  if (answer.status === 404) {
    throw new ReplicatorError(
      'auth.rejected',
      `${host} knows no sign-in in the browser: use a personal access token.`,
      {
        facts: { host, status: 404 },
      },
    );
  }
  if (answer.status !== 200) throw refusalOf(host, 'the sign-in', answer.status);
  const parsed = metadata.safeParse(await answer.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new ReplicatorError('source.protocol', `${host} does not say where people sign in; is it a workspace?`);
}

/** What the token endpoint answered, in our words. */
export function toFreshToken(answer: TokenEndpointResponse, now: number): FreshToken {
  const { access_token: token, expires_in: seconds } = answer;
  return { token, ...(seconds === undefined ? {} : { expiresAt: now + seconds * 1000 }) };
}

/**
 * What the library threw, as an error of ours. Its own one is left out: its cause quotes answers, which hold tokens.
 * @param what that was not accepted, e.g. `the sign-in`
 */
export async function toSignInError(thrown: unknown, host: string, what: string): Promise<ReplicatorError> {
  if (thrown instanceof ReplicatorError) return thrown;
  if (thrown instanceof ResponseBodyError) return refusalOf(host, what, thrown.status, thrown.error);
  if (thrown instanceof WWWAuthenticateChallengeError) {
    return refusalOf(host, what, thrown.status, await oauthErrorIn(thrown.response));
  }
  const status = statusOf(thrown);
  if (status !== undefined && status !== 200) return refusalOf(host, what, status);
  return new ReplicatorError('source.protocol', `${host} answered the request for a token in an unknown form.`, {
    facts: { host },
  });
}

/** The OAuth error that a refusal names, e.g. `invalid_grant`. */
export function oauthErrorOf(error: ReplicatorError): string | undefined {
  const { oauthError } = error.facts;
  return typeof oauthError === 'string' ? oauthError : undefined;
}

function refusalOf(host: string, what: string, status: number, oauthError?: string): ReplicatorError {
  const reason = `HTTP ${status}${oauthError === undefined ? '' : ` (${oauthError})`}`;
  const facts = { host, status, ...(oauthError === undefined ? {} : { oauthError }) };
  if (status === 408 || status === 429) {
    return new ReplicatorError('network.unavailable', `${host} has no time for ${what} now: ${reason}.`, { facts });
  }
  if (status >= 400 && status < 500) {
    return new ReplicatorError('auth.rejected', `${host} turned down ${what}: ${reason}.`, { facts });
  }
  const code = status >= 500 ? 'network.unavailable' : 'source.protocol';
  return new ReplicatorError(code, `${host} gave no token: ${reason}.`, { facts });
}

const errorBody = z.object({ error: z.string() });

/** The library does not look into an answer that asks for another way to authenticate. */
async function oauthErrorIn(response: Response): Promise<string | undefined> {
  const parsed = errorBody.safeParse(await response.json().catch(() => undefined));
  return parsed.success ? parsed.data.error : undefined;
}

/** Of an answer that the library could not make sense of. */
function statusOf(thrown: unknown): number | undefined {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Response ? cause.status : undefined;
}
