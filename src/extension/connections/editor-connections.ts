import { randomUUID } from 'node:crypto';
import type { Disposable, Event, EventEmitter } from 'vscode';
import type { BrowserSignIn } from '../../connections/browser-sign-in.ts';
import type { ConnectionChoice } from '../../shared/document/replication.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { TokenRequest } from '../../shared/protocol/engine-protocol.ts';
import type { ConnectionList } from './connection-list.ts';
import type { Connections, Trial } from './connections.ts';
import type { CredentialStore } from './credential-store.ts';
import { type Credentials, type CredentialVault, forgetAll, MemoryVault, saveAll } from './credential-vault.ts';
import { findForChoice, findImplicit, toChoice } from './match-choice.ts';
import type { OpenedConnection } from './open-saved.ts';
import type { SampleServer } from './sample-server.ts';
import { type SavedConnection, sampleConnection } from './saved-connection.ts';

interface EditorConnectionsParts {
  readonly list: ConnectionList;
  readonly credentials: CredentialStore;
  readonly sample: SampleServer;
  readonly changed: EventEmitter<void>;
  /** As it is now: with the proxy of the editor's settings, where one is set. */
  readonly env: () => NodeJS.ProcessEnv;
  /** PEM of what the system trusts besides. */
  readonly authorities: () => string | undefined;
  /** The opened folder is trusted: its documents may say whose certificates hold. */
  readonly isTrusted: () => boolean;
  readonly homeFolder: string;
  readonly now: () => number;
}

/** The connections of the editor; each is opened when it is first used, and anew when it has changed. */
export class EditorConnections implements Connections {
  readonly onDidChange: Event<void>;
  readonly #parts: EditorConnectionsParts;
  readonly #opened = new Map<string, Promise<OpenedConnection>>();
  readonly #trials = new Map<string, { readonly connection: SavedConnection; readonly vault: CredentialVault }>();
  readonly #watch: Disposable;
  #closings = 0;

  constructor(parts: EditorConnectionsParts) {
    this.#parts = parts;
    this.onDidChange = parts.changed.event;
    this.#watch = parts.credentials.onDidChange((id, kind) => kind === 'refreshToken' || this.#close(id));
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
    const vault = this.#vaultOf(connection.id);
    if (!this.#mayUseKept(connection)) await forgetAll(vault);
    await this.#parts.list.save(connection);
    this.#close(connection.id);
    await saveAll(vault, credentials);
    this.#parts.changed.fire();
  }

  async remove(id: string): Promise<void> {
    await this.#parts.list.remove(id);
    await this.signOut(id);
  }

  async signOut(id: string): Promise<void> {
    // Before, for what is being renewed; after, for what was opened meanwhile.
    this.#close(id);
    await forgetAll(this.#vaultOf(id));
    this.#close(id);
    this.#parts.changed.fire();
  }

  tryOut(connection: SavedConnection, credentials: Credentials): Trial {
    const id = `trial:${randomUUID()}`;
    const own = new MemoryVault(credentials, this.#mayUseKept(connection) ? this.#vaultOf(connection.id) : undefined);
    this.#trials.set(id, { connection, vault: own });
    const end = (): void => {
      this.#trials.delete(id);
      this.#close(id);
    };
    const keep = async (final: SavedConnection): Promise<void> => {
      end();
      await this.save(final, own.own());
    };
    return { id, keep, end };
  }

  async signInWithBrowser(id: string, options: BrowserSignIn): Promise<void> {
    const { session, label } = await this.#open(id);
    if (session === undefined) {
      throw new ReplicatorError('usage.invalid', `The connection to ${label} does not sign in with the browser.`);
    }
    await session.signIn(options);
    if (this.find(id) !== undefined) this.#parts.changed.fire();
  }

  async address(id: string): Promise<ConnectionAddress> {
    const { label, host, httpPath, network } = await this.#open(id);
    return { id, label, host, httpPath, network };
  }

  async addressFor(choice: ConnectionChoice, folder: string): Promise<ConnectionAddress> {
    const connection = findForChoice(choice, this.list(), this.#parts.env());
    const address = await this.address(connection.id);
    if (choice.kind === 'sample' || choice.kind === 'environment') return address;
    if (choice.kind === 'host' && choice.host.toLowerCase() !== address.host.toLowerCase()) {
      throw new ReplicatorError(
        'usage.invalid',
        `${connection.label} leads to ${address.host}, the document means ${choice.host}.`,
      );
    }
    const { httpPath = address.httpPath, caFile } = choice;
    if (httpPath === '') {
      throw new ReplicatorError('usage.invalid', `No SQL warehouse is chosen for ${connection.label}.`);
    }
    if (caFile === undefined) return { ...address, httpPath };
    if (!this.#parts.isTrusted()) {
      throw new ReplicatorError(
        'usage.untrusted',
        'A folder that is not trusted cannot choose whose certificates hold.',
      );
    }
    const { readNetwork } = await import('../../connections/read-network.ts');
    const network = await readNetwork({
      env: this.#parts.env(),
      authorities: this.#parts.authorities(),
      caFile,
      folder,
    });
    return { ...address, httpPath, network };
  }

  choiceFor(connection: SavedConnection): ConnectionChoice {
    return toChoice(connection, this.#parts.env());
  }

  async getToken(id: string, request: TokenRequest): Promise<string> {
    const { refresh, host } = request;
    const closings = this.#closings;
    const opened = await this.#open(id);
    if (opened.host !== host) {
      throw new ReplicatorError('auth.rejected', `The connection to ${host} leads to ${opened.host} by now.`);
    }
    const token = await opened.getToken({ refresh });
    // Secrets are looked up late: by now they may be those of another host.
    return closings === this.#closings ? token : this.getToken(id, request);
  }

  reopen(id?: string): void {
    for (const one of id === undefined ? this.#opened.keys() : [id]) this.#close(one);
    this.#parts.changed.fire();
  }

  /** Ends what was started; there is nothing to save. */
  async close(): Promise<void> {
    for (const id of this.#opened.keys()) this.#close(id);
    this.#watch.dispose();
    this.#parts.changed.dispose();
    await this.#parts.sample.close();
  }

  #close(id: string): void {
    this.#closings += 1;
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
    const { sample, env, authorities, homeFolder, now } = this.#parts;
    const { connection, vault } = this.#trials.get(id) ?? { connection: this.#meant(id), vault: this.#vaultOf(id) };
    const { openSaved } = await import('./open-saved.ts');
    return openSaved(connection, { vault, sample, env: env(), authorities: authorities(), homeFolder, now });
  }

  #meant(id: string): SavedConnection {
    const connection = this.find(id) ?? findImplicit(id);
    if (connection !== undefined) return connection;
    throw new ReplicatorError('usage.invalid', 'This connection has been removed; add it again.');
  }

  #vaultOf(id: string): CredentialVault {
    return this.#parts.credentials.vaultOf(id);
  }

  /** What was given to one workspace is never shown to another. */
  #mayUseKept(next: SavedConnection): boolean {
    const kept = this.find(next.id);
    if (kept?.kind !== 'host' || next.kind !== 'host') return false;
    return kept.host === next.host && kept.signIn === next.signIn && kept.clientId === next.clientId;
  }
}
