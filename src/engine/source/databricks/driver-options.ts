import type { DBSQLClient } from '@databricks/sql';
import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import { defaultAuthorities } from '../../../network/default-authorities.ts';
import type { NetworkSettings, ProxySettings } from '../../../network/network-settings.ts';
import { bypassesProxy } from '../../../network/proxy-bypass.ts';
import { baseUrlOf } from './connection.ts';

type ConnectOptions = Parameters<DBSQLClient['connect']>[0];

/** How the official driver is connected. @throws ReplicatorError `usage.invalid` */
export function toDriverOptions(connection: DatabricksConnection, getToken: () => Promise<string>): ConnectOptions {
  const { hostname, port } = baseUrlOf(connection.host);
  const { caCertificate } = connection.network;
  const proxy = proxyFor(connection.network, hostname, Number(port || 443));
  return {
    host: hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: connection.httpPath,
    authType: 'external-token',
    getToken,
    userAgentEntry: 'databricks-duckdb-replicator',
    telemetryEnabled: false,
    // DECIMAL as exact text, BIGINT as bigint.
    preserveBigNumericPrecision: true,
    // Ours are the retries; the driver takes the seconds of Retry-After for milliseconds.
    retryMaxAttempts: 1,
    ...(caCertificate === undefined ? {} : { customCaCert: caCertificate }),
    ...(proxy === undefined ? {} : { proxy: toDriverProxy(proxy) }),
  };
}

/**
 * The driver trusts `customCaCert` on direct connections only: behind a proxy, its agent does not hand it on to the host.
 * The agent merges its options into those of every connection, so that is where it is put.
 */
export async function trustBehindProxy(client: DBSQLClient, { network }: DatabricksConnection): Promise<void> {
  const { caCertificate, proxy } = network;
  if (caCertificate === undefined || proxy === undefined) return;
  const agent = await (await client.getConnectionProvider()).getAgent();
  if (agent !== undefined && 'options' in agent && typeof agent.options === 'object' && agent.options !== null) {
    Object.assign(agent.options, { ca: [...defaultAuthorities(), caCertificate] });
  }
}

function proxyFor({ proxy }: NetworkSettings, host: string, port: number): ProxySettings | undefined {
  return proxy === undefined || bypassesProxy(proxy.bypass, host, port) ? undefined : proxy;
}

function toDriverProxy(proxy: ProxySettings): NonNullable<ConnectOptions['proxy']> {
  const url = new URL(proxy.url);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return {
    protocol,
    host: url.hostname,
    port: Number(url.port || (protocol === 'https' ? 443 : 80)),
    ...(url.username === ''
      ? {}
      : // Still percent-encoded: the driver puts them into a URL as they are.
        { auth: { username: url.username, password: url.password } }),
  };
}
