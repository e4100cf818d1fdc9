import { ClientSecretBasic, clientCredentialsGrantRequest, processClientCredentialsResponse } from 'oauth4webapi';
import { type AuthServer, toFreshToken, toSignInError, withAuthServer } from './auth-server.ts';
import { type FreshToken, keepToken, type TokenSource } from './token-source.ts';

export interface ServicePrincipal {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Tokens for a service principal (OAuth client credentials, M2M).
 * The source rejects with `auth.rejected`, `network.*` or `source.protocol`.
 */
export function servicePrincipalTokens(server: AuthServer, principal: ServicePrincipal): TokenSource {
  return keepToken(() => fetchToken(server, principal), server.now);
}

function fetchToken(server: AuthServer, { clientId, clientSecret }: ServicePrincipal): Promise<FreshToken> {
  const { host } = server;
  const issuer = `https://${host}/oidc`;
  const authority = { issuer, token_endpoint: `${issuer}/v1/token` };
  const client = { client_id: clientId };
  return withAuthServer(server, async (request) => {
    try {
      const secret = ClientSecretBasic(clientSecret);
      const scope = { scope: 'all-apis' };
      const response = await clientCredentialsGrantRequest(authority, client, secret, scope, request);
      return toFreshToken(await processClientCredentialsResponse(authority, client, response), server.now());
    } catch (thrown) {
      throw await toSignInError(thrown, host, 'the client id and secret of the service principal');
    }
  });
}
