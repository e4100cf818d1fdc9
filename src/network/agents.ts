import { Agent } from 'node:https';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { defaultAuthorities } from './default-authorities.ts';
import type { NetworkSettings } from './network-settings.ts';
import { bypassesProxy } from './proxy-bypass.ts';

/** The part of a request's options that says how its host is reached. */
export interface RouteOptions extends Pick<ConnectionOptions, 'secureContext'> {
  readonly agent: Agent;
}

/** Keeps connections open between requests, directly or through the proxy. */
export class Agents {
  readonly #direct: Agent;
  readonly #proxied: Agent | undefined;
  readonly #bypass: string | undefined;
  readonly #trust: Pick<ConnectionOptions, 'secureContext'>;

  constructor(settings: NetworkSettings) {
    const { caCertificate, proxy } = settings;
    // `ca` replaces the built-in authorities instead of adding to them. One context serves all connections.
    const ca = caCertificate === undefined ? undefined : [...defaultAuthorities(), caCertificate];
    this.#trust = ca === undefined ? {} : { secureContext: createSecureContext({ ca }) };
    const options = { keepAlive: true, maxFreeSockets: 16, ...this.#trust };
    this.#direct = new Agent(options);
    this.#proxied = proxy === undefined ? undefined : new HttpsProxyAgent(proxy.url, options);
    this.#bypass = proxy?.bypass;
  }

  routeTo(url: URL): RouteOptions {
    // The agent's own trust is for the proxy; that for the host behind it travels with the request.
    return { agent: this.#agentFor(url), ...this.#trust };
  }

  close(): void {
    this.#direct.destroy();
    this.#proxied?.destroy();
  }

  #agentFor(url: URL): Agent {
    if (this.#proxied === undefined) return this.#direct;
    return bypassesProxy(this.#bypass, url.hostname, Number(url.port || 443)) ? this.#direct : this.#proxied;
  }
}
