import type { Event } from 'vscode';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';

export type SignIn = 'token' | 'browser' | 'servicePrincipal' | 'databricksCli';

/** A connection as it is kept between sessions; never holds a secret. */
export type SavedConnection = { readonly id: string; readonly label: string } & (
  | { readonly kind: 'sample' }
  | { readonly kind: 'profile'; readonly profile: string; readonly httpPath?: string; readonly caFile?: string }
  | {
      readonly kind: 'host';
      readonly host: string;
      readonly httpPath: string;
      readonly signIn: SignIn;
      /** Of a service principal. */
      readonly clientId?: string;
      readonly caFile?: string;
    }
  | { readonly kind: 'environment' }
);

/** The workspaces a person has told us of, and how to get at them. */
export interface Connections {
  /** A connection came, went, changed, or another one is active. */
  readonly onDidChange: Event<void>;
  list(): readonly SavedConnection[];
  readonly active: SavedConnection | undefined;
  activate(id: string): Promise<void>;
  /** Starts the sample warehouse where that is meant. @throws ReplicatorError `usage.invalid`, `auth.*` */
  address(id: string): Promise<ConnectionAddress>;
  /**
   * The connection that a document means: by host, profile or kind; its HTTP path and CA file are the document's.
   * @param folder absolute; what the document's paths are relative to
   * @throws ReplicatorError `usage.invalid` where no connection fits, with what to add
   */
  addressFor(choice: ConnectionChoice, folder: string): Promise<ConnectionAddress>;
  /** What a new document says to mean this connection. */
  choiceFor(connection: SavedConnection): ConnectionChoice;
  getToken(id: string, options: { readonly refresh: boolean }): Promise<string>;
}
