import { hostPattern } from '../../../shared/document/read-connection.ts';

export interface WorkspaceAddress {
  /** Without scheme; may carry a port. */
  readonly host: string;
  /** Where the text names a warehouse too. */
  readonly httpPath?: string;
}

export type AddressReading =
  | { readonly address: WorkspaceAddress }
  /** One sentence, for the box in which it was typed. */
  | { readonly problem: string };

const soundHost = new RegExp(hostPattern);
const accountConsole = /^accounts\.(?:cloud\.databricks\.com|gcp\.databricks\.com|azuredatabricks\.net)$/i;
/** As the browser shows it, as connection details show it, and within a JDBC URL. */
const warehousePath = /\/sql\/(?:1\.0\/)?(?:warehouses|endpoints)\/([A-Za-z0-9_-]+)/;

/** From what a person types or pastes: a host, a page of the workspace, a warehouse's page, a JDBC URL. */
export function readWorkspaceAddress(text: string): AddressReading {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'The address of the workspace, as the browser shows it.' };
  if (/^dapi[0-9a-f]{16}/i.test(trimmed)) {
    return { problem: 'This looks like a token; it is asked for later. Here the address of the workspace is meant.' };
  }
  if (/^http:/i.test(trimmed)) return { problem: 'Workspaces are reached over https:// only.' };
  const [, authority = '', rest = ''] = /^(?:jdbc:[a-z]+:\/\/|https:\/\/)?([^/?#;\s]+)(.*)$/is.exec(trimmed) ?? [];
  const host = authority.replace(/:443$/, '').toLowerCase();
  if (!soundHost.test(host) || !looksLikeHost(host)) {
    return { problem: 'This is not the address of a workspace, such as adb-1234.5.azuredatabricks.net.' };
  }
  if (accountConsole.test(host)) {
    return { problem: 'This is the account console; open one of its workspaces and take its address.' };
  }
  const id = warehousePath.exec(rest)?.[1];
  return { address: { host, ...(id === undefined ? {} : { httpPath: `/sql/1.0/warehouses/${id}` }) } };
}

function looksLikeHost(host: string): boolean {
  return host.includes('.') || /^localhost(?::\d+)?$/.test(host);
}

/** The HTTP path that is meant by a path, an id or a page of a warehouse; undefined where it is none of these. */
export function readWarehousePath(text: string): string | undefined {
  const trimmed = text.trim();
  const id = warehousePath.exec(`/${trimmed.replace(/^\/+/, '')}`)?.[1] ?? /^[0-9a-f]{8,32}$/i.exec(trimmed)?.[0];
  return id === undefined ? undefined : `/sql/1.0/warehouses/${id}`;
}
