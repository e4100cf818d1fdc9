import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { StoredFile, StoredLink, StoredResult } from './stored-result.ts';

export type LinkVerdict =
  | { readonly kind: 'granted'; readonly resultId: string; readonly fileIndex: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'denied' };

/** Signs the links to result files, and checks them when they come back. */
export class LinkSigner {
  readonly #secret = randomBytes(32);
  readonly #origin: () => string;
  readonly #lifetimeMs: number;

  constructor(options: { readonly origin: () => string; readonly lifetimeMs: number }) {
    this.#origin = options.origin;
    this.#lifetimeMs = options.lifetimeMs;
  }

  /** `lifetimeMs` of zero or less makes a link that is already past its time. */
  sign(result: StoredResult, file: StoredFile, lifetimeMs: number = this.#lifetimeMs): StoredLink {
    const expiresAt = Date.now() + lifetimeMs;
    const path = `/results/${result.id}/${file.index}.arrow`;
    const signature = this.#signature(path, String(expiresAt)).toString('hex');
    const query = new URLSearchParams({ 'X-Amz-Expires': String(expiresAt), 'X-Amz-Signature': signature });
    return { url: `${this.#origin()}${path}?${query}`, expiresAt };
  }

  verify(path: string, query: URLSearchParams): LinkVerdict {
    const parts = /^\/results\/([0-9a-f-]+)\/(\d+)\.arrow$/.exec(path);
    const expiresAt = query.get('X-Amz-Expires') ?? '';
    const given = Buffer.from(query.get('X-Amz-Signature') ?? '', 'hex');
    const expected = this.#signature(path, expiresAt);
    if (parts === null || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return { kind: 'denied' };
    }
    if (Number(expiresAt) <= Date.now()) return { kind: 'expired' };
    return { kind: 'granted', resultId: parts[1] ?? '', fileIndex: Number(parts[2]) };
  }

  #signature(path: string, expiresAt: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${path}\n${expiresAt}`).digest();
  }
}
