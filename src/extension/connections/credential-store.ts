import type { SecretStorage } from 'vscode';
import type { Credentials } from './connections.ts';

const kinds = ['token', 'clientSecret', 'refreshToken'] as const satisfies readonly (keyof Credentials)[];

/** Tokens and secrets, in the editor's secret storage: the keychain of the system where it has one. */
export class CredentialStore {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  load(id: string, kind: keyof Credentials): Thenable<string | undefined> {
    return this.#secrets.get(keyOf(id, kind));
  }

  async save(id: string, credentials: Credentials): Promise<void> {
    for (const kind of kinds) {
      const value = credentials[kind];
      if (value !== undefined) await this.#secrets.store(keyOf(id, kind), value);
    }
  }

  async forget(id: string, only: readonly (keyof Credentials)[] = kinds): Promise<void> {
    for (const kind of only) await this.#secrets.delete(keyOf(id, kind));
  }
}

function keyOf(id: string, kind: keyof Credentials): string {
  return `replicator.connection.${id}.${kind}`;
}
