/** Hands out a token that is valid now; with `refresh`, a new one, because the last one was turned down. */
export type TokenSource = (options: { readonly refresh: boolean }) => Promise<string>;

export interface FreshToken {
  readonly token: string;
  /** Epoch milliseconds; absent where it is not known. */
  readonly expiresAt?: number;
}

/** Without a known end a token is asked for again after this long. */
const assumedLifeMs = 10 * 60_000;
/** A token is renewed this long before its end. */
const marginMs = 5 * 60_000;

/** Keeps a token while it lasts; however many ask at once, only one new token is fetched. */
export function keepToken(fetchToken: (force: boolean) => Promise<FreshToken>, now: () => number): TokenSource {
  let current: Promise<FreshToken> | undefined;
  let renewAt = 0;
  const renew = async (force: boolean): Promise<FreshToken> => {
    const fresh = await fetchToken(force);
    renewAt = (fresh.expiresAt ?? now() + assumedLifeMs + marginMs) - marginMs;
    return fresh;
  };
  return async ({ refresh }) => {
    if (current === undefined || refresh || now() >= renewAt) {
      renewAt = Number.POSITIVE_INFINITY;
      const pending = renew(refresh);
      current = pending;
      pending.catch(() => {
        if (current === pending) current = undefined;
      });
    }
    return (await current).token;
  };
}
