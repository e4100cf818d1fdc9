import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { diagnoseConnection } from '../../../src/connections/diagnose-connection.ts';
import { servicePrincipalTokens } from '../../../src/connections/service-principal.ts';
import type { NetworkSettings } from '../../../src/network/network-settings.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../src/sample-warehouse/sample-warehouse.ts';
import { ReplicatorError } from '../../../src/shared/errors.ts';
import { startForwardProxy } from '../../support/forward-proxy.ts';
import { startRefusingProxy } from '../../support/refusing-proxy.ts';
import { call } from '../sample-warehouse/call.ts';

let warehouse: SampleWarehouse;
beforeAll(async () => {
  warehouse = await startSampleWarehouse({ scale: 0.001 });
});
afterEach(() => warehouse.faults.clear());
afterAll(() => warehouse.close());

function tokensOf(network: NetworkSettings, change: { host?: string; clientSecret?: string } = {}) {
  const { host = `${warehouse.host}:${warehouse.port}`, clientSecret = warehouse.principal.clientSecret } = change;
  const server = { host, network, now: Date.now, signal: new AbortController().signal };
  return servicePrincipalTokens(server, { clientId: warehouse.principal.clientId, clientSecret });
}

const trusted = (): NetworkSettings => ({ caCertificate: warehouse.caCertificate });

async function failureOf(getToken: ReturnType<typeof tokensOf>): Promise<ReplicatorError> {
  const thrown: unknown = await getToken({ refresh: false }).catch((error: unknown) => error);
  if (!(thrown instanceof ReplicatorError)) throw thrown;
  return thrown;
}

describe('a service principal', () => {
  it('gets tokens that the workspace takes, a new one when asked', async () => {
    const getToken = tokensOf(trusted());
    const token = await getToken({ refresh: false });
    expect(await getToken({ refresh: false })).toBe(token);
    const me = await call({ ...warehouse, token }, 'GET', '/api/2.0/preview/scim/v2/Me');
    expect(me).toMatchObject({ status: 200, json: { userName: warehouse.principal.clientId } });
    expect(await getToken({ refresh: true })).not.toBe(token);
  });

  it('with a wrong secret is turned down, and the secret stays out of the error', async () => {
    const error = await failureOf(tokensOf(trusted(), { clientSecret: 'wrong:s%cret+' }));
    expect(error).toMatchObject({ code: 'auth.rejected', facts: { status: 401, oauthError: 'invalid_client' } });
    expect(JSON.stringify([error.message, error.facts, String(error.cause)])).not.toContain('cret+');
    expect(diagnoseConnection(error).failed).toBe('token');
  });

  it('waits for nobody when the server is busy', async () => {
    warehouse.faults.add({ operation: 'oauth-token', effect: { kind: 'status', status: 503 } });
    expect(await failureOf(tokensOf(trusted()))).toMatchObject({ code: 'network.unavailable' });
  });

  it('is not said to be wrong when there are too many at the door', async () => {
    warehouse.faults.add({ operation: 'oauth-token', effect: { kind: 'status', status: 429 } });
    expect(await failureOf(tokensOf(trusted()))).toMatchObject({ code: 'network.unavailable', facts: { status: 429 } });
  });

  it('without the authority of the workspace is told of the certificate', async () => {
    const error = await failureOf(tokensOf({}));
    expect(error.code).toBe('network.certificate');
    expect(diagnoseConnection(error)).toMatchObject({ failed: 'certificate' });
  });

  it('at a host that does not exist is told of the host', async () => {
    const error = await failureOf(tokensOf({}, { host: 'no-such-workspace.invalid' }));
    expect(diagnoseConnection(error)).toMatchObject({
      failed: error.code === 'network.hostUnknown' ? 'host' : 'network',
    });
  });
});

describe('through a proxy', () => {
  it('gets its tokens, with the proxy’s user and password', async () => {
    const proxy = await startForwardProxy();
    const token = await tokensOf({ ...trusted(), proxy: { url: proxy.url } })({ refresh: false });
    expect(token).toEqual(expect.any(String));
    expect(proxy.tunnels).toEqual([`${warehouse.host}:${warehouse.port}`]);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user:pass word').toString('base64')}`]);
    await proxy.close();
  });

  it.each([
    { status: 407, code: 'network.proxy' },
    { status: 403, code: 'network.proxy' },
    { status: 502, code: 'network.unavailable' },
  ])('that answers $status is named, without its password', async ({ status, code }) => {
    const proxy = await startRefusingProxy(status);
    const error = await failureOf(tokensOf({ ...trusted(), proxy: { url: `http://user:hushhush@${proxy.host}` } }));
    expect(error).toMatchObject({ code, facts: { proxy: proxy.host, status } });
    expect(error.message).toContain(`The proxy ${proxy.host}`);
    expect(JSON.stringify([error.message, error.facts])).not.toContain('hushhush');
    expect(diagnoseConnection(error).failed).toBe('proxy');
    await proxy.close();
  });

  it('that nobody listens at is named', async () => {
    const proxy = await startRefusingProxy(500);
    await proxy.close();
    const error = await failureOf(tokensOf({ ...trusted(), proxy: { url: proxy.host } }));
    expect(error).toMatchObject({
      code: 'network.unavailable',
      facts: { proxy: proxy.host, systemCode: 'ECONNREFUSED' },
    });
    expect(diagnoseConnection(error).failed).toBe('proxy');
  });

  it('whose address is none is refused without a word of it', async () => {
    const error = await failureOf(tokensOf({ ...trusted(), proxy: { url: 'socks5://user:hushhush@h:1' } }));
    expect(error.code).toBe('network.proxy');
    expect(error.message).not.toContain('hushhush');
  });
});
