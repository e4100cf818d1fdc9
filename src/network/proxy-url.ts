import { ReplicatorError } from '../shared/errors.ts';

/**
 * As in HTTPS_PROXY; without a scheme it is `http:`.
 * @throws ReplicatorError `network.proxy`, which does not quote the text: it may hold a password
 */
export function parseProxyUrl(text: string): URL {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (URL.canParse(url) && /^https?:\/\//i.test(url)) return new URL(url);
  throw new ReplicatorError(
    'network.proxy',
    'The address of the proxy cannot be understood; it should read like http://proxy.example:3128.',
  );
}
