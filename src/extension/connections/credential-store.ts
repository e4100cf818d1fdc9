import type { Event, SecretStorage } from 'vscode';
import type { CredentialKind, CredentialVault } from './credential-vault.ts';

const prefix = 'replicator.connection.';

/** Tokens and secrets, in the editor's secret storage: the keychain of the system where it has one. */
export class CredentialStore {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  vaultOf(id: string): CredentialVault {
    const keyOf = (kind: CredentialKind): string => `${prefix}${id}.${kind}`;
    return {
      load: async (kind) => this.#secrets.get(keyOf(kind)),
      save: async (kind, value) => this.#secrets.store(keyOf(kind), value),
      forget: async (kind) => this.#secrets.delete(keyOf(kind)),
    };
  }

  /** Tells the connection whose token or secret was changed, also by another window. */
  onDidChange(listen: (id: string, kind: string) => void): ReturnType<Event<unknown>> {
    return this.#secrets.onDidChange(({ key }) => {
      if (!key.startsWith(prefix)) return;
      const end = key.lastIndexOf('.');
      listen(key.slice(prefix.length, end), key.slice(end + 1));
    });
  }
}
