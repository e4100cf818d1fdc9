/** Hands out a token that is valid now; with `refresh`, a new one, because the last one was turned down. */
export type TokenSource = (options: { readonly refresh: boolean }) => Promise<string>;

export interface FreshToken {
  readonly token: string;
  /** Epoch milliseconds; absent where it is not known. */
  readonly expiresAt?: number;
}

interface KeptToken extends Required<FreshToken> {
  readonly renewAt: number;
}

interface Renewal {
  readonly forced: boolean;
  readonly outcome: Promise<KeptToken>;
}

/** Without a known end a token is asked for again after this long. */
const assumedLifeMs = 10 * 60_000;
/** A token is renewed this long before its end; one with a short life, half its life before. */
const marginMs = 5 * 60_000;
/** After a renewal that failed, a token that is still valid does for this long. */
const pauseMs = 30_000;

/**
 * Keeps a token while it lasts; however many ask at once, only one new token is fetched.
 * @param first a token that is there already
 */
export function keepToken(
  fetchToken: (force: boolean) => Promise<FreshToken>,
  now: () => number,
  first?: FreshToken,
): TokenSource {
  let kept = first && toKept(first, now());
  let renewal: Renewal | undefined;

  const fetchOrKeep = async (forced: boolean): Promise<KeptToken> => {
    try {
      return toKept(await fetchToken(forced), now());
    } catch (error) {
      if (forced || kept === undefined || now() >= kept.expiresAt) throw error;
      return { ...kept, renewAt: Math.min(kept.expiresAt, now() + pauseMs) };
    }
  };

  const renew = (forced: boolean): Promise<KeptToken> => {
    // A renewal that was not forced may bring the very token that was turned down.
    if (renewal !== undefined && (renewal.forced || !forced)) return renewal.outcome;
    const started: Renewal = { forced, outcome: fetchOrKeep(forced) };
    renewal = started;
    const settle = (token: KeptToken | undefined): void => {
      if (renewal !== started) return;
      kept = token;
      renewal = undefined;
    };
    started.outcome.then(settle, () => settle(undefined));
    return started.outcome;
  };

  return async ({ refresh }) => {
    if (!refresh && renewal === undefined && kept !== undefined && now() < kept.renewAt) return kept.token;
    return (await renew(refresh)).token;
  };
}

function toKept({ token, expiresAt }: FreshToken, now: number): KeptToken {
  const end = expiresAt ?? now + assumedLifeMs + marginMs;
  return { token, expiresAt: end, renewAt: end - Math.min(marginMs, Math.max(0, end - now) / 2) };
}
