import path from 'node:path';
import type { Event, EventEmitter } from 'vscode';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { ConnectionList } from './connection-list.ts';
import type { Connections, Credentials } from './connections.ts';
import type { CredentialStore } from './credential-store.ts';
import { findForChoice, toChoice } from './match-choice.ts';
import type { OpenedConnection } from './open-saved.ts';
import type { SampleServer } from './sample-server.ts';
import {
  environmentConnection,
  profileConnection,
  type SavedConnection,
  sampleConnection,
} from './saved-connection.ts';

interface EditorConnectionsParts {
  readonly list: ConnectionList;
  readonly credentials: CredentialStore;
  readonly sample: SampleServer;
  readonly changed: EventEmitter<void>;
  readonly env: NodeJS.ProcessEnv;
  readonly homeFolder: string;
  readonly now: () => number;
}

/** The connections of the editor; each is opened when it is first used, and anew when it has changed. */
export class EditorConnections implements Connections {
  readonly onDidChange: Event<void>;
  readonly #parts: EditorConnectionsParts;
  readonly #opened = new Map<string, Promise<OpenedConnection>>();

  constructor(parts: EditorConnectionsParts) {
    this.#parts = parts;
    this.onDidChange = parts.changed.event;
  }

  list(): readonly SavedConnection[] {
    return this.#parts.list.all();
  }

  find(id: string): SavedConnection | undefined {
    return this.#parts.list.find(id);
  }

  get active(): SavedConnection | undefined {
    return this.#parts.list.active;
  }

  async activate(id: string): Promise<void> {
    await this.#parts.list.activate(id);
    this.#parts.changed.fire();
  }

  async save(connection: SavedConnection, credentials: Credentials = {}): Promise<void> {
    await this.#parts.credentials.save(connection.id, credentials);
    await this.#parts.list.save(connection);
    this.#reopen(connection.id);
    this.#parts.changed.fire();
  }

  async remove(id: string): Promise<void> {
    await this.#parts.credentials.forget(id);
    await this.#parts.list.remove(id);
    this.#reopen(id);
    this.#parts.changed.fire();
  }

  async signOut(id: string): Promise<void> {
    await this.#parts.credentials.forget(id);
    this.#reopen(id);
    this.#parts.changed.fire();
  }

  async address(id: string): Promise<ConnectionAddress> {
    const { label, host, httpPath, network } = await this.#open(id);
    return { id, label, host, httpPath, network };
  }

  async addressFor(choice: ConnectionChoice, folder: string): Promise<ConnectionAddress> {
    const connection = findForChoice(choice, this.list(), this.#parts.env);
    const address = await this.address(connection.id);
    if (choice.kind === 'sample' || choice.kind === 'environment') return address;
    const { httpPath = address.httpPath, caFile } = choice;
    if (httpPath === '') {
      throw new ReplicatorError('usage.invalid', `No SQL warehouse is chosen for ${connection.label}.`);
    }
    if (caFile === undefined) return { ...address, httpPath };
    const { readAuthority } = await import('./read-authority.ts');
    const caCertificate = await readAuthority(path.resolve(folder, caFile));
    return { ...address, httpPath, network: { ...address.network, caCertificate } };
  }

  choiceFor(connection: SavedConnection): ConnectionChoice {
    return toChoice(connection, this.#parts.env);
  }

  async getToken(id: string, options: { readonly refresh: boolean }): Promise<string> {
    const opened = await this.#open(id);
    return opened.getToken(options);
  }

  /** Ends what was started; there is nothing to save. */
  async close(): Promise<void> {
    for (const id of this.#opened.keys()) this.#reopen(id);
    this.#parts.changed.dispose();
    await this.#parts.sample.close();
  }

  #reopen(id: string): void {
    const opened = this.#opened.get(id);
    this.#opened.delete(id);
    opened?.then(
      ({ close }) => close(),
      () => undefined,
    );
  }

  #open(id: string): Promise<OpenedConnection> {
    const known = this.#opened.get(id);
    // The sample warehouse may have been started anew, at another port.
    if (known !== undefined && id !== sampleConnection.id) return known;
    const opened = this.#openAnew(id);
    this.#opened.set(id, opened);
    opened.catch(() => {
      if (this.#opened.get(id) === opened) this.#opened.delete(id);
    });
    return opened;
  }

  async #openAnew(id: string): Promise<OpenedConnection> {
    const { credentials, sample, env, homeFolder, now } = this.#parts;
    const { openSaved } = await import('./open-saved.ts');
    return openSaved(this.#meant(id), { credentials, sample, env, homeFolder, now });
  }

  /** A document may mean what nobody has added: these need nothing that is kept here. */
  #meant(id: string): SavedConnection {
    const connection = this.find(id);
    if (connection !== undefined) return connection;
    if (id === sampleConnection.id) return sampleConnection;
    if (id === environmentConnection.id) return environmentConnection;
    if (id.startsWith('profile:')) return profileConnection(id.slice('profile:'.length));
    throw new ReplicatorError('usage.invalid', 'This connection has been removed; add it again.');
  }
}
