import type { NetworkSettings } from '../network/network-settings.ts';
import { ReplicatorError } from '../shared/errors.ts';
import type { TokenSource } from './token-source.ts';

/** A workspace that can be talked to, perhaps without a warehouse. */
export interface OpenConnection {
  /** Perhaps with a port; no scheme. */
  readonly host: string;
  /** `/sql/1.0/warehouses/<id>`; absent where no warehouse is named, which is enough for browsing. */
  readonly httpPath?: string;
  readonly network: NetworkSettings;
  readonly getToken: TokenSource;
  /** Breaks off what is under way. */
  close(): void;
}

/** What connections are made from; nothing is read from the process. */
export interface ConnectionSurroundings {
  readonly env: NodeJS.ProcessEnv;
  /** The environment of programs that are started; `env` when absent. */
  readonly programEnv?: NodeJS.ProcessEnv;
  readonly homeFolder: string;
  /** Paths in the document are relative to it. */
  readonly documentFolder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** PEM of certificate authorities that are trusted besides, such as those of the system. */
  readonly authorities?: string | undefined;
}

export function warehousePath(id: string | undefined): string | undefined {
  return id ? `/sql/1.0/warehouses/${id}` : undefined;
}

export function missing(message: string): never {
  throw new ReplicatorError('usage.invalid', message);
}
