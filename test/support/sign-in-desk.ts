import type { AuthServer } from '../../src/connections/auth-server.ts';
import { type BrowserSession, createBrowserSession } from '../../src/connections/browser-session.ts';
import type { BrowserSignIn } from '../../src/connections/browser-sign-in.ts';
import type { RefreshTokenStore } from '../../src/connections/refresh-token-store.ts';
import type { NetworkSettings } from '../../src/network/network-settings.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../src/sample-warehouse/sample-warehouse.ts';
import { call } from '../integration/sample-warehouse/call.ts';
import { pressButton, type Visited } from './scripted-browser.ts';

/** What a person sees on the way: the page in the end, and the address of the way back. */
export interface Seen {
  readonly pages: Promise<Visited>[];
  readonly redirects: string[];
}

export const never = new AbortController().signal;

/** Like a keychain, which more than one window may look into. */
export function makeStore(kept: { token?: string } = {}): RefreshTokenStore & { readonly kept: { token?: string } } {
  return {
    kept,
    load: () => Promise.resolve(kept.token),
    async save(token) {
      kept.token = token;
    },
    async forget() {
      delete kept.token;
    },
  };
}

/** A workspace where people sign in with the browser. */
export class SignInDesk {
  readonly warehouse: SampleWarehouse;
  readonly host: string;

  private constructor(warehouse: SampleWarehouse) {
    this.warehouse = warehouse;
    this.host = `${warehouse.host}:${warehouse.port}`;
  }

  static async open(): Promise<SignInDesk> {
    return new SignInDesk(await startSampleWarehouse({ scale: 0.001, tokenLifetimeSeconds: 3600 }));
  }

  session(options: { readonly network?: NetworkSettings; readonly store?: RefreshTokenStore } = {}): {
    readonly session: BrowserSession;
    readonly clock: { now: number };
    readonly closed: AbortController;
  } {
    const clock = { now: Date.now() };
    const closed = new AbortController();
    const network = options.network ?? { caCertificate: this.warehouse.caCertificate };
    const server: AuthServer = { host: this.host, network, now: () => clock.now, signal: closed.signal };
    return { session: createBrowserSession(server, options.store ?? makeStore()), clock, closed };
  }

  /** A person who presses a button as soon as the browser is open. */
  person(button: 'agree' | 'refuse', seen: Seen = { pages: [], redirects: [] }): BrowserSignIn {
    return {
      signal: never,
      openBrowser: async (url, redirectUri) => {
        seen.redirects.push(redirectUri);
        seen.pages.push(pressButton(url, button, this.warehouse.caCertificate));
        return true;
      },
    };
  }

  async userOf(token: string): Promise<unknown> {
    const answer = await call({ ...this.warehouse, token }, 'GET', '/api/2.0/preview/scim/v2/Me');
    return answer.status === 200 ? (answer.json as { userName: string }).userName : answer.status;
  }
}
