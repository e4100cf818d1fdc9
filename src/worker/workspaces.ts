import { openWorkspace, type Workspace } from '../engine/source/databricks/open-workspace.ts';
import { defaultSourceTiming, type SourceTiming } from '../engine/source/databricks/source-timing.ts';
import type { ConnectionAddress } from '../shared/protocol/connection-address.ts';
import type { EngineEvents } from '../shared/protocol/engine-protocol.ts';

interface Kept {
  readonly address: ConnectionAddress;
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
  readonly #kept = new Set<Kept>();

  constructor(getToken: EngineEvents['getToken']) {
    this.#getToken = getToken;
  }

  /** @throws ReplicatorError `usage.invalid`, and what the use throws */
  async use<T>(address: ConnectionAddress, use: (workspace: Workspace) => Promise<T>): Promise<T> {
    const kept = [...this.#kept].find((one) => isSame(one.address, address)) ?? this.#open(address);
    clearTimeout(kept.idle);
    kept.users += 1;
    try {
      return await use(kept.workspace);
    } finally {
      kept.users -= 1;
      if (kept.users === 0) kept.idle = setTimeout(() => void this.#close(kept), idleMs).unref();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#kept].map((kept) => this.#close(kept)));
  }

  #open(address: ConnectionAddress): Kept {
    const { id, host, httpPath, network } = address;
    const getToken = ({ refresh }: { readonly refresh: boolean }): Promise<string> =>
      this.#getToken(id, { refresh, host });
    const kept: Kept = {
      address,
      workspace: openWorkspace({ host, httpPath, network, getToken }, timing),
      users: 0,
      idle: undefined,
    };
    this.#kept.add(kept);
    return kept;
  }

  async #close(kept: Kept): Promise<void> {
    this.#kept.delete(kept);
    clearTimeout(kept.idle);
    await kept.workspace.close();
  }
}

function isSame(a: ConnectionAddress, b: ConnectionAddress): boolean {
  return (
    a.id === b.id &&
    a.host === b.host &&
    a.httpPath === b.httpPath &&
    a.network.caCertificate === b.network.caCertificate &&
    a.network.proxy?.url === b.network.proxy?.url &&
    a.network.proxy?.bypass === b.network.proxy?.bypass
  );
}
