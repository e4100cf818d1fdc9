import { json, type Reply } from '../http/reply.ts';
import type { IdentityProvider, IssuedTokens } from './identity-provider.ts';
import { OAuthError } from './oauth-error.ts';

/** POST /oidc/v1/token. */
export function answerTokenRequest(
  provider: IdentityProvider,
  authorization: string | undefined,
  form: URLSearchParams,
): Reply {
  const headers = { 'cache-control': 'no-store' };
  try {
    return json(issue(provider, authorization, form), 200, headers);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const challenge = error.error === 'invalid_client' ? { 'www-authenticate': 'Basic realm="oidc"' } : {};
    return json({ error: error.error, error_description: error.message }, error.status, { ...headers, ...challenge });
  }
}

function issue(provider: IdentityProvider, authorization: string | undefined, form: URLSearchParams): IssuedTokens {
  const grantType = form.get('grant_type');
  switch (grantType) {
    case 'authorization_code':
      return provider.redeemCode({
        code: required(form, 'code'),
        clientId: required(form, 'client_id'),
        redirectUri: required(form, 'redirect_uri'),
        verifier: required(form, 'code_verifier'),
      });
    case 'refresh_token':
      return provider.refresh(required(form, 'refresh_token'), required(form, 'client_id'));
    case 'client_credentials': {
      const [clientId, clientSecret] = readBasic(authorization) ?? [
        form.get('client_id') ?? '',
        form.get('client_secret') ?? '',
      ];
      return provider.authenticate(clientId, clientSecret);
    }
    default:
      throw new OAuthError(400, 'unsupported_grant_type', `The grant type ${grantType ?? '(none)'} is not supported`);
  }
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new OAuthError(400, 'invalid_request', `${name} is missing`);
}

/** Both halves are form-encoded before they are joined. */
function readBasic(authorization: string | undefined): readonly [string, string] | undefined {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const decode = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? '';
  return [decode(id), decode(secret)];
}
