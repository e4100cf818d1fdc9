import type { Credentials } from '../credential-vault.ts';
import {
  environmentConnection,
  profileConnection,
  type SavedConnection,
  type SignIn,
  sampleConnection,
} from '../saved-connection.ts';

/** What has been answered so far. */
export interface Draft {
  id: string;
  kind: SavedConnection['kind'];
  label: string;
  profile: string;
  host: string;
  /** Empty where none is chosen. */
  httpPath: string;
  signIn: SignIn;
  clientId: string;
  caFile: string | undefined;
  /** What was typed now; what is kept of the connection that is edited stays where it is. */
  token: string;
  clientSecret: string;
}

/** @param id - of a new connection to a host; the others are one of a kind */
export function newDraft(id: string): Draft {
  return {
    id,
    kind: 'host',
    label: '',
    profile: '',
    host: '',
    httpPath: '',
    signIn: 'browser',
    clientId: '',
    caFile: undefined,
    token: '',
    clientSecret: '',
  };
}

export function draftOf(connection: SavedConnection): Draft {
  const { id, kind, label } = connection;
  const draft = { ...newDraft(id), kind, label };
  if (connection.kind === 'profile') {
    const { profile, httpPath = '', caFile } = connection;
    return { ...draft, profile, httpPath, caFile };
  }
  if (connection.kind !== 'host') return draft;
  const { host, httpPath, signIn, clientId = '', caFile } = connection;
  return { ...draft, host, httpPath, signIn, clientId, caFile };
}

/** The connection that the answers come to. */
export function finishDraft(draft: Draft): SavedConnection {
  const { id, kind, profile, host, httpPath, signIn, clientId } = draft;
  const label = draft.label.trim();
  const caFile = draft.caFile === undefined ? {} : { caFile: draft.caFile };
  switch (kind) {
    case 'sample':
      return sampleConnection;
    case 'environment':
      return environmentConnection;
    case 'profile': {
      const path = httpPath === '' ? {} : { httpPath };
      return { ...profileConnection(profile), ...(label === '' ? {} : { label }), ...path, ...caFile };
    }
    case 'host': {
      const principal = signIn === 'servicePrincipal' ? { clientId } : {};
      const named = label === '' ? suggestLabel(host) : label;
      return { id, label: named, kind, host, httpPath, signIn, ...principal, ...caFile };
    }
  }
}

export function credentialsOf({ kind, signIn, token, clientSecret }: Draft): Credentials {
  if (kind !== 'host') return {};
  if (signIn === 'token' && token !== '') return { token };
  return signIn === 'servicePrincipal' && clientSecret !== '' ? { clientSecret } : {};
}

/** `adb-1234.5.azuredatabricks.net` → `adb-1234.5`; an address of numbers as it is. */
export function suggestLabel(host: string): string {
  const known =
    /^(.+?)\.(?:cloud\.databricks\.(?:com|us|mil)|azuredatabricks\.net|gcp\.databricks\.com|databricks\.azure\.(?:cn|us))(?::\d+)?$/;
  return known.exec(host)?.[1] ?? host;
}

/** What decides how the workspace is got at; a trial lasts while it stays the same. */
export function accessKey(draft: Draft): string {
  const { kind, profile, host, signIn, clientId, caFile, token, clientSecret } = draft;
  return JSON.stringify([kind, profile, host, signIn, clientId, caFile, token, clientSecret]);
}
