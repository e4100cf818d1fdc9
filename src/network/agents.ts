import type { Agent } from 'node:https';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { defaultAuthorities } from './default-authorities.ts';
import { InPlaceAgent } from './in-place-agent.ts';
import type { NetworkSettings } from './network-settings.ts';
import { bypassesProxy } from './proxy-bypass.ts';
import { parseProxyUrl } from './proxy-url.ts';

/** The part of a request's options that says how its host is reached. */
export interface RouteOptions extends Pick<ConnectionOptions, 'secureContext'> {
  readonly agent: Agent;
}

export interface Route {
  readonly options: RouteOptions;
  /** `host:port` of the proxy in between; without its password. */
  readonly proxy?: string;
}

/** Keeps connections open between requests, directly or through the proxy. */
export class Agents {
  readonly #direct: Agent;
  readonly #proxied: { readonly agent: Agent; readonly host: string } | undefined;
  readonly #bypass: string | undefined;
  readonly #trust: Pick<ConnectionOptions, 'secureContext'>;

  /** @throws ReplicatorError `network.proxy` for an address that cannot be one */
  constructor(settings: NetworkSettings) {
    const { caCertificate, proxy } = settings;
    // `ca` replaces the built-in authorities instead of adding to them. One context serves all connections.
    const ca = caCertificate === undefined ? undefined : [...defaultAuthorities(), caCertificate];
    this.#trust = ca === undefined ? {} : { secureContext: createSecureContext({ ca }) };
    const options = { keepAlive: true, maxFreeSockets: 16, ...this.#trust };
    this.#direct = new InPlaceAgent(options);
    if (proxy !== undefined) {
      const url = parseProxyUrl(proxy.url);
      this.#proxied = { agent: new HttpsProxyAgent(url, options), host: url.host };
      this.#bypass = proxy.bypass;
    }
  }

  routeTo(url: URL): Route {
    const passedBy = bypassesProxy(this.#bypass, url.hostname, Number(url.port || 443));
    if (this.#proxied === undefined || passedBy) return { options: { agent: this.#direct, ...this.#trust } };
    // The agent's own trust is for the proxy; that for the host behind it travels with the request.
    return { options: { agent: this.#proxied.agent, ...this.#trust }, proxy: this.#proxied.host };
  }

  close(): void {
    this.#direct.destroy();
    this.#proxied?.agent.destroy();
  }
}
