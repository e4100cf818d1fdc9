/** How this machine reaches the network; plain data, so that it can be handed to a thread. */
export interface NetworkSettings {
  /** PEM of further certificate authorities; the built-in ones stay trusted. */
  readonly caCertificate?: string;
  readonly proxy?: ProxySettings;
}

export interface ProxySettings {
  /** As in HTTPS_PROXY, e.g. `http://user:password@proxy.example:3128`. A secret: it may hold a password. */
  readonly url: string;
  /** As in NO_PROXY: hosts and domains, separated by commas, that are reached directly. */
  readonly bypass?: string;
}
