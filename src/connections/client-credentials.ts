import { Agents } from '../network/agents.ts';
import type { NetworkSettings } from '../network/network-settings.ts';
import { openResponse } from '../network/open-response.ts';
import { readBody } from '../network/read-body.ts';
import { ReplicatorError } from '../shared/errors.ts';
import type { FreshToken } from './token-source.ts';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const stallTimeout = 30_000;
const longestAnswer = 1_000_000;

/**
 * A token for a service principal (OAuth client credentials).
 * @throws ReplicatorError `auth.rejected`, `network.*`, `source.protocol`
 */
export async function fetchClientToken(
  host: string,
  credentials: ClientCredentials,
  network: NetworkSettings,
  now: () => number,
  signal: AbortSignal,
): Promise<FreshToken> {
  const basic = Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString('base64');
  const agents = new Agents(network);
  const request = {
    url: new URL(`https://${host}/oidc/v1/token`),
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&scope=all-apis',
    stallTimeout,
  } as const;
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(2 * stallTimeout)]);
    return await openResponse(request, agents, patience, async (response) => {
      const body = await readBody(response, longestAnswer);
      return readAnswer(host, response.statusCode ?? 0, body.toString('utf8'), now());
    });
  } finally {
    agents.close();
  }
}

function readAnswer(host: string, status: number, body: string, now: number): FreshToken {
  const answer = parseObject(body);
  if (status === 200 && typeof answer.access_token === 'string') {
    // Some servers send the seconds as text.
    const seconds = Number(answer.expires_in);
    return {
      token: answer.access_token,
      ...(Number.isFinite(seconds) ? { expiresAt: now + seconds * 1000 } : {}),
    };
  }
  const reason = typeof answer.error === 'string' ? ` (${answer.error})` : '';
  if (status >= 400 && status < 500) {
    throw new ReplicatorError(
      'auth.rejected',
      `${host} turned down the client_id and client_secret of the profile: HTTP ${status}${reason}.`,
      { facts: { host, status } },
    );
  }
  const code = status >= 500 ? 'network.unavailable' : 'source.protocol';
  throw new ReplicatorError(code, `${host} gave no token: HTTP ${status}${reason}.`, { facts: { host, status } });
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch (error) {
    // A page of a proxy; the status says what to make of it.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
