import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { NetworkSettings } from './network-settings.ts';
import { bypassesProxy } from './proxy-bypass.ts';

/** Keeps connections open between requests, directly or through the proxy. */
export class Agents {
  readonly #direct: Agent;
  readonly #proxied: Agent | undefined;
  readonly #bypass: string | undefined;

  constructor(settings: NetworkSettings) {
    const { caCertificate, proxy } = settings;
    const options = {
      keepAlive: true,
      maxFreeSockets: 16,
      // `ca` replaces the built-in roots instead of adding to them.
      ...(caCertificate === undefined ? {} : { ca: [...rootCertificates, caCertificate] }),
    };
    this.#direct = new Agent(options);
    this.#proxied = proxy === undefined ? undefined : new HttpsProxyAgent(proxy.url, options);
    this.#bypass = proxy?.bypass;
  }

  for(url: URL): Agent {
    if (this.#proxied === undefined) return this.#direct;
    return bypassesProxy(this.#bypass, url.hostname, Number(url.port || 443)) ? this.#direct : this.#proxied;
  }

  close(): void {
    this.#direct.destroy();
    this.#proxied?.destroy();
  }
}
