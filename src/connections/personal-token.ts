import type { TokenSource } from './token-source.ts';

/** A token that lasts until it is revoked; there is no newer one to be had. */
export function personalToken(token: string): TokenSource {
  return () => Promise.resolve(token);
}
