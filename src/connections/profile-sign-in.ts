import type { Profile } from './profiles.ts';

/** How a profile's tokens are come by; `unknown` where it asks for something that does not work here. */
export type ProfileSignIn = 'token' | 'servicePrincipal' | 'databricksCli' | 'unknown';

export function signInOf(profile: Profile): ProfileSignIn {
  const { auth_type: type, token, client_id: clientId, client_secret: clientSecret } = profile;
  if (token !== undefined && (type === undefined || type === 'pat')) return 'token';
  if (clientId !== undefined && clientSecret !== undefined && (type === undefined || type === 'oauth-m2m')) {
    return 'servicePrincipal';
  }
  return type === 'databricks-cli' ? 'databricksCli' : 'unknown';
}
