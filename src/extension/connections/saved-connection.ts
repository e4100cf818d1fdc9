export type SignIn = 'token' | 'browser' | 'servicePrincipal' | 'databricksCli';

/** A connection as it is kept between sessions; never holds a secret. */
export type SavedConnection = {
  readonly id: string;
  readonly label: string;
} /** Without a path, the warehouse that it runs with from the start. */ & (
  | { readonly kind: 'sample'; readonly httpPath?: string }
  | { readonly kind: 'profile'; readonly profile: string; readonly httpPath?: string; readonly caFile?: string }
  | HostConnection
  | { readonly kind: 'environment' }
);

export interface HostConnection {
  readonly kind: 'host';
  /** Without scheme; may carry a port. */
  readonly host: string;
  /** Empty where no warehouse is chosen yet. */
  readonly httpPath: string;
  readonly signIn: SignIn;
  /** Of a service principal. */
  readonly clientId?: string;
  /** Absolute path of a PEM file. */
  readonly caFile?: string;
}

export const sampleConnection: SavedConnection = { id: 'sample', label: 'Sample warehouse', kind: 'sample' };

export const environmentConnection: SavedConnection = {
  id: 'environment',
  label: 'Environment variables',
  kind: 'environment',
};

export const profilePrefix = 'profile:';

/** A document may mean a profile that nobody has added; so its id follows from its name. */
export function profileConnection(profile: string): SavedConnection & { readonly kind: 'profile' } {
  return { id: `${profilePrefix}${profile}`, label: profile, kind: 'profile', profile };
}

const texts = ['label', 'profile', 'host', 'httpPath', 'signIn', 'clientId', 'caFile'] as const;
const signIns: ReadonlySet<unknown> = new Set<SignIn>(['token', 'browser', 'servicePrincipal', 'databricksCli']);

/** What another version of this extension may have written; anything that is not sound is left out. */
export function readSavedConnections(kept: unknown): readonly SavedConnection[] {
  return Array.isArray(kept) ? kept.filter(isSavedConnection) : [];
}

function isSavedConnection(value: unknown): value is SavedConnection {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  if (typeof fields.id !== 'string' || typeof fields.label !== 'string') return false;
  if (texts.some((name) => fields[name] !== undefined && typeof fields[name] !== 'string')) return false;
  if (fields.kind === 'host') {
    return fields.host !== undefined && fields.httpPath !== undefined && signIns.has(fields.signIn);
  }
  if (fields.kind === 'profile') return fields.profile !== undefined;
  return fields.kind === 'sample' || fields.kind === 'environment';
}
