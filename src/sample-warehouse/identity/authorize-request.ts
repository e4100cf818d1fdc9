import { publicClient } from './identity-provider.ts';
import { OAuthError } from './oauth-error.ts';

/** What a client asks a person to agree to. */
export interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly scope: string;
  readonly state: string | undefined;
  /** `auto` agrees and `refuse` refuses without asking, for those who have no hands. */
  readonly loginHint: string | undefined;
}

/** Of the public client: this machine, whichever port. */
const redirectPattern = /^http:\/\/localhost:\d{1,5}\/?$/;

/**
 * Where an answer may be sent; nothing is ever sent elsewhere.
 * @throws OAuthError for a client that is not known here, or an address that is not its own
 */
export function readRedirectUri(query: URLSearchParams): string {
  if (query.get('client_id') !== publicClient) {
    throw new OAuthError(400, 'invalid_client', 'There is no such OAuth application in this account');
  }
  const uri = query.get('redirect_uri') ?? '';
  if (!redirectPattern.test(uri)) {
    throw new OAuthError(400, 'invalid_request', 'The redirect_uri is not registered for this application');
  }
  return uri;
}

/** @throws OAuthError, which goes back to the client */
export function readAuthorizeRequest(query: URLSearchParams): AuthorizeRequest {
  const redirectUri = readRedirectUri(query);
  const refuse = (error: string, description: string): never => {
    throw new OAuthError(400, error, description);
  };
  if (query.get('response_type') !== 'code') refuse('unsupported_response_type', 'response_type must be code');
  if (query.get('code_challenge_method') !== 'S256') refuse('invalid_request', 'code_challenge_method must be S256');
  const codeChallenge = query.get('code_challenge') ?? '';
  if (!/^[\w-]{43}$/.test(codeChallenge)) refuse('invalid_request', 'code_challenge is missing');
  const scope = query.get('scope') ?? '';
  const known = ['all-apis', 'sql', 'offline_access', 'openid', 'profile', 'email'];
  if (scope === '' || scope.split(' ').some((each) => !known.includes(each))) {
    refuse('invalid_scope', 'The requested scope is invalid');
  }
  return {
    clientId: publicClient,
    redirectUri,
    codeChallenge,
    scope,
    state: query.get('state') ?? undefined,
    loginHint: query.get('login_hint') ?? undefined,
  };
}

/** The address that the browser goes back to. */
export function redirectTo(redirectUri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}
