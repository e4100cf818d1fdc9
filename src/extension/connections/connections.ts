import type { Event } from 'vscode';
import type { BrowserSignIn } from '../../connections/browser-sign-in.ts';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { TokenRequest } from '../../shared/protocol/engine-protocol.ts';
import type { Credentials } from './credential-vault.ts';
import type { SavedConnection } from './saved-connection.ts';

/** How commands and tree nodes name a connection. */
export type ConnectionReference = string | { readonly connectionId: string };

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
  /** Opens what is not saved, or not saved so, with its secrets in memory only. */
  tryOut(connection: SavedConnection, credentials: Credentials): Trial;
  /** @throws ReplicatorError `usage.invalid` where the connection does not sign in with the browser, `auth.rejected`, `run.cancelled`, … */
  signInWithBrowser(id: string, options: BrowserSignIn): Promise<void>;
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
  /** What a new document says to mean this connection. @throws ReplicatorError `usage.invalid` where no warehouse is chosen */
  choiceFor(connection: SavedConnection): ConnectionChoice;
  /** Opens anew what is open, or this one: what it was made from has changed, or may have. */
  reopen(id?: string): void;
  /** @throws ReplicatorError `auth.rejected` where nobody is signed in, or at another host; `usage.invalid` */
  getToken(id: string, request: TokenRequest): Promise<string>;
}

/** A connection before it is saved. */
export interface Trial {
  /** For `address`, `getToken` and `signInWithBrowser`, until the trial ends. */
  readonly id: string;
  /** Saves it with the secrets that were given, and ends the trial. */
  keep(connection: SavedConnection): Promise<void>;
  end(): void;
}
