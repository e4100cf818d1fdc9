const credentialKinds = ['token', 'clientSecret', 'refreshToken'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** The secrets of one connection. */
export interface CredentialVault {
  load(kind: CredentialKind): Promise<string | undefined>;
  save(kind: CredentialKind, value: string): Promise<void>;
  forget(kind: CredentialKind): Promise<void>;
}

export async function forgetAll(vault: CredentialVault): Promise<void> {
  for (const kind of credentialKinds) await vault.forget(kind);
}

/** What is absent stays as it was. */
export type Credentials = { readonly [Kind in CredentialKind]?: string };

export async function saveAll(vault: CredentialVault, credentials: Credentials): Promise<void> {
  for (const kind of credentialKinds) {
    const value = credentials[kind];
    if (value !== undefined) await vault.save(kind, value);
  }
}

/**
 * Secrets of a connection that is only being tried out; nothing is kept when it goes.
 * @param kept what the connection that is changed has; a refresh token of it is good for one use, so its successor goes back there
 */
export class MemoryVault implements CredentialVault {
  readonly #own = new Map<CredentialKind, string>();
  readonly #kept: CredentialVault | undefined;

  constructor(own: Credentials, kept?: CredentialVault) {
    this.#kept = kept;
    for (const kind of credentialKinds) {
      const value = own[kind];
      if (value !== undefined) this.#own.set(kind, value);
    }
  }

  async load(kind: CredentialKind): Promise<string | undefined> {
    return this.#own.get(kind) ?? (await this.#kept?.load(kind));
  }

  async save(kind: CredentialKind, value: string): Promise<void> {
    const renewsKept = kind === 'refreshToken' && !this.#own.has(kind) && (await this.#kept?.load(kind)) !== undefined;
    if (renewsKept) await this.#kept?.save(kind, value);
    else this.#own.set(kind, value);
  }

  async forget(kind: CredentialKind): Promise<void> {
    this.#own.delete(kind);
  }

  /** What was given while trying out. */
  own(): Credentials {
    return Object.fromEntries(this.#own);
  }
}
