import { json, type Reply } from '../http/reply.ts';
import type { Route, WarehouseRequest } from '../http/route.ts';
import { analyst, authorizePage, refusalPage } from './authorize-page.ts';
import { readAuthorizeRequest, readRedirectUri, redirectTo } from './authorize-request.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { OAuthError } from './oauth-error.ts';
import { answerTokenRequest } from './token-request.ts';

/** Signing in with OAuth: discovery, the page for people, and the token endpoint. */
export function oauthRoutes(provider: IdentityProvider, origin: () => string): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: '/oidc/.well-known/oauth-authorization-server',
      open: true,
      subject: () => ({ operation: 'oauth-discovery' }),
      handle: async () => json(describeServer(origin())),
    },
    {
      method: 'GET',
      pattern: '/oidc/v1/authorize',
      open: true,
      subject: () => ({ operation: 'oauth-authorize' }),
      handle: async ({ query }) => {
        const hint = query.get('login_hint');
        if (hint === 'auto' || hint === 'refuse') return decide(provider, query, hint === 'auto');
        return checked(query, () => authorizePage(query));
      },
    },
    {
      method: 'POST',
      pattern: '/oidc/v1/authorize',
      open: true,
      subject: () => ({ operation: 'oauth-authorize' }),
      handle: async (request) => {
        const form = readForm(request);
        return decide(provider, form, form.get('decision') === 'agree');
      },
    },
    {
      method: 'POST',
      pattern: '/oidc/v1/token',
      open: true,
      subject: () => ({ operation: 'oauth-token' }),
      handle: async (request) => answerTokenRequest(provider, request.headers.authorization, readForm(request)),
    },
  ];
}

function readForm({ body }: WarehouseRequest): URLSearchParams {
  return new URLSearchParams(body.toString('utf8'));
}

function decide(provider: IdentityProvider, query: URLSearchParams, agreed: boolean): Reply {
  return checked(query, () => {
    const { state, ...grant } = readAuthorizeRequest(query);
    if (!agreed) throw new OAuthError(400, 'access_denied', 'The user denied the request');
    return redirect(redirectTo(grant.redirectUri, { code: provider.issueCode({ ...grant, user: analyst }), state }));
  });
}

/** What is wrong with a request goes back to the client; unless nobody knows who that is. */
function checked(query: URLSearchParams, answer: () => Reply): Reply {
  let redirectUri: string | undefined;
  try {
    redirectUri = readRedirectUri(query);
    readAuthorizeRequest(query);
    return answer();
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    if (redirectUri === undefined) return refusalPage(error.message);
    const state = query.get('state') ?? undefined;
    return redirect(redirectTo(redirectUri, { error: error.error, error_description: error.message, state }));
  }
}

function redirect(location: string): Reply {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: Buffer.alloc(0) };
}

function describeServer(origin: string) {
  return {
    authorization_endpoint: `${origin}/oidc/v1/authorize`,
    token_endpoint: `${origin}/oidc/v1/token`,
    issuer: `${origin}/oidc`,
    jwks_uri: `${origin}/oidc/jwks.json`,
    scopes_supported: ['all-apis', 'email', 'offline_access', 'openid', 'profile', 'sql'],
    response_types_supported: ['code', 'id_token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['client_credentials', 'authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    request_uri_parameter_supported: false,
  };
}
