import type { Event } from 'vscode';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { SavedConnection } from './saved-connection.ts';

export type { SavedConnection, SignIn } from './saved-connection.ts';

/** How commands and tree nodes name a connection. */
export type ConnectionReference = string | { readonly connectionId: string };

/** What is kept in the editor's secret storage, and nowhere else; what is absent stays as it was. */
export interface Credentials {
  readonly token?: string;
  readonly clientSecret?: string;
  readonly refreshToken?: string;
}

/** The workspaces a person has told us of, and how to get at them. */
export interface Connections {
  /** A connection came, went, changed, or another one is active. */
  readonly onDidChange: Event<void>;
  list(): readonly SavedConnection[];
  find(id: string): SavedConnection | undefined;
  readonly active: SavedConnection | undefined;
  activate(id: string): Promise<void>;
  /** Adds it, or replaces the one with its id, which keeps its place. */
  save(connection: SavedConnection, credentials?: Credentials): Promise<void>;
  /** With its secrets. */
  remove(id: string): Promise<void>;
  /** Forgets what signs it in; the connection stays. */
  signOut(id: string): Promise<void>;
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
  /** @throws ReplicatorError `auth.rejected` where nobody is signed in, `usage.invalid` */
  getToken(id: string, options: { readonly refresh: boolean }): Promise<string>;
}
