import process from 'node:process';
import * as tls from 'node:tls';
import { workspace } from 'vscode';
import { withEditorProxy } from './with-editor-proxy.ts';

/** How this machine reaches the network, as the editor's settings and the environment say at this moment. */
export function editorEnvironment(): NodeJS.ProcessEnv {
  const http = workspace.getConfiguration('http');
  return withEditorProxy(process.env, {
    url: http.get<string>('proxy', ''),
    bypass: http.get<readonly string[]>('noProxy', []),
    used: http.get<string>('proxySupport', 'override') !== 'off',
  });
}

let found: string | undefined;

/** PEM of what the system trusts and Node does not by itself; looked up once, which can take a moment. */
export function systemAuthorities(): string | undefined {
  if (!workspace.getConfiguration('http').get('systemCertificates', true)) return undefined;
  // Node before 22.15 does not know the system's store.
  if (!('getCACertificates' in tls)) return undefined;
  found ??= listSystemAuthorities().join('\n');
  return found === '' ? undefined : found;
}

function listSystemAuthorities(): readonly string[] {
  const known = new Set(tls.getCACertificates('default').map((pem) => pem.trim()));
  return tls.getCACertificates('system').filter((pem) => !known.has(pem.trim()));
}
