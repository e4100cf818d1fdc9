import { openWorkspace, type Workspace } from '../engine/source/databricks/open-workspace.ts';
import { defaultSourceTiming, type SourceTiming } from '../engine/source/databricks/source-timing.ts';
import type { ConnectionAddress } from '../shared/protocol/connection-address.ts';
import type { EngineEvents } from '../shared/protocol/engine-protocol.ts';

interface Kept {
  readonly workspace: Workspace;
  users: number;
  idle: NodeJS.Timeout | undefined;
}

/** Sessions and connections of a workspace that nobody has used for so long are closed. */
const idleMs = 5 * 60_000;

/** People wait for what they browse; a statement is answered after ten seconds at the latest. */
const timing: SourceTiming = { ...defaultSourceTiming, restStall: 20_000 };

/** One open workspace per address, kept while it is used. */
export class Workspaces {
  readonly #getToken: EngineEvents['getToken'];
  readonly #kept = new Map<string, Kept>();

  constructor(getToken: EngineEvents['getToken']) {
    this.#getToken = getToken;
  }

  /** @throws ReplicatorError `usage.invalid`, and what the use throws */
  async use<T>(address: ConnectionAddress, use: (workspace: Workspace) => Promise<T>): Promise<T> {
    const key = JSON.stringify([address.id, address.host, address.httpPath, address.network]);
    const kept = this.#kept.get(key) ?? this.#open(key, address);
    clearTimeout(kept.idle);
    kept.users += 1;
    try {
      return await use(kept.workspace);
    } finally {
      kept.users -= 1;
      if (kept.users === 0) kept.idle = setTimeout(() => void this.#close(key), idleMs).unref();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept.keys()].map((key) => this.#close(key)));
  }

  #open(key: string, { id, host, httpPath, network }: ConnectionAddress): Kept {
    const getToken = ({ refresh }: { readonly refresh: boolean }): Promise<string> =>
      this.#getToken(id, { refresh, host });
    const kept: Kept = {
      workspace: openWorkspace({ host, httpPath, network, getToken }, timing),
      users: 0,
      idle: undefined,
    };
    this.#kept.set(key, kept);
    return kept;
  }

  async #close(key: string): Promise<void> {
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    clearTimeout(kept?.idle);
    await kept?.workspace.close();
  }
}
