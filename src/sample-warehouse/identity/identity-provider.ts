import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { OAuthError } from './oauth-error.ts';

/** The client that every workspace knows; it has no secret. */
export const publicClient = 'databricks-cli';

/** What a person agreed to; becomes tokens once, within a minute. */
export interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  /** PKCE, S256. */
  readonly codeChallenge: string;
  readonly scope: string;
  readonly user: string;
}

export interface ServicePrincipalSecret {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface IssuedTokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

interface Access {
  readonly user: string;
  readonly expiresAt: number;
}

interface Renewable {
  readonly clientId: string;
  readonly scope: string;
  readonly user: string;
}

export interface IdentityProviderOptions {
  /** Never expires. */
  readonly personalToken: string;
  readonly personalUser: string;
  readonly principal: ServicePrincipalSecret;
  readonly tokenLifetimeSeconds: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const codeLifetimeMs = 60_000;

/** Gives out tokens and knows those that it gave; codes and refresh tokens are good for one use. */
export class IdentityProvider {
  readonly #options: IdentityProviderOptions;
  readonly #codes = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>();
  readonly #renewable = new Map<string, Renewable>();
  readonly #access = new Map<string, Access>();

  constructor(options: IdentityProviderOptions) {
    this.#options = options;
  }

  /** Whose token it is; undefined for one that is unknown or has expired. */
  userOf(token: string): string | undefined {
    const { personalToken, personalUser, now } = this.#options;
    if (sameText(token, personalToken)) return personalUser;
    const access = this.#access.get(token);
    if (access === undefined || now() >= access.expiresAt) return undefined;
    return access.user;
  }

  issueCode(grant: Grant): string {
    const code = randomBytes(24).toString('base64url');
    this.#codes.set(code, { grant, expiresAt: this.#options.now() + codeLifetimeMs });
    return code;
  }

  /** @throws OAuthError `invalid_grant` */
  redeemCode(request: {
    readonly code: string;
    readonly clientId: string;
    readonly redirectUri: string;
    readonly verifier: string;
  }): IssuedTokens {
    const found = this.#codes.get(request.code);
    this.#codes.delete(request.code);
    if (found === undefined || this.#options.now() >= found.expiresAt) {
      throw new OAuthError(400, 'invalid_grant', 'The authorization code is invalid or has expired');
    }
    const { grant } = found;
    if (request.clientId !== grant.clientId || request.redirectUri !== grant.redirectUri) {
      throw new OAuthError(
        400,
        'invalid_grant',
        'The authorization code was issued for another client or redirect_uri',
      );
    }
    const challenge = createHash('sha256').update(request.verifier).digest('base64url');
    if (!sameText(challenge, grant.codeChallenge)) {
      throw new OAuthError(400, 'invalid_grant', 'The code_verifier does not match the code_challenge');
    }
    return this.#issue(grant, grant.scope.split(' ').includes('offline_access'));
  }

  /** @throws OAuthError `invalid_grant`, as of a token that was used, revoked, or never given */
  refresh(refreshToken: string, clientId: string): IssuedTokens {
    const found = this.#renewable.get(refreshToken);
    this.#renewable.delete(refreshToken);
    if (found === undefined || found.clientId !== clientId) {
      throw new OAuthError(401, 'invalid_grant', 'Refresh token is invalid');
    }
    return this.#issue(found, true);
  }

  /** @throws OAuthError `invalid_client` */
  authenticate(clientId: string, clientSecret: string): IssuedTokens {
    const { principal } = this.#options;
    if (!sameText(clientId, principal.clientId) || !sameText(clientSecret, principal.clientSecret)) {
      throw new OAuthError(401, 'invalid_client', 'Client authentication failed');
    }
    return this.#issue({ clientId, user: clientId, scope: 'all-apis' }, false);
  }

  /** Ends all access tokens ahead of their time; refresh tokens stay good. */
  expireAccess(): void {
    this.#access.clear();
  }

  #issue({ clientId, scope, user }: Renewable, renewable: boolean): IssuedTokens {
    const { now, tokenLifetimeSeconds } = this.#options;
    for (const [token, { expiresAt }] of this.#access) if (now() >= expiresAt) this.#access.delete(token);
    const accessToken = makeAccessToken(user, now() / 1000, tokenLifetimeSeconds);
    this.#access.set(accessToken, { user, expiresAt: now() + tokenLifetimeSeconds * 1000 });
    const refreshToken = renewable ? randomBytes(32).toString('base64url') : undefined;
    if (refreshToken !== undefined) this.#renewable.set(refreshToken, { clientId, scope, user });
    return {
      access_token: accessToken,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      scope,
      token_type: 'Bearer',
      expires_in: tokenLifetimeSeconds,
    };
  }
}

/** Looks like a JSON web token, as real ones do; what counts is that it is on the list. */
function makeAccessToken(user: string, issuedAt: number, lifetime: number): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: user, scope: 'all-apis', iat: Math.floor(issuedAt), exp: Math.floor(issuedAt + lifetime) };
  return `${part({ alg: 'RS256', typ: 'at+jwt' })}.${part(claims)}.${randomBytes(64).toString('base64url')}`;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
