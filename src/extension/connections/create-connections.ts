import { homedir } from 'node:os';
import path from 'node:path';
import { EventEmitter, type ExtensionContext, workspace } from 'vscode';
import { ConnectionList } from './connection-list.ts';
import { CredentialStore } from './credential-store.ts';
import { EditorConnections } from './editor-connections.ts';
import { editorEnvironment, systemAuthorities } from './editor-network.ts';
import { SampleServer } from './sample-server.ts';

/** Reads nothing and starts nothing yet. */
export function createConnections(context: ExtensionContext): EditorConnections {
  return new EditorConnections({
    list: new ConnectionList(context.globalState),
    credentials: new CredentialStore(context.secrets),
    sample: new SampleServer(path.join(context.extensionPath, 'dist', 'cli.js')),
    changed: new EventEmitter<void>(),
    env: editorEnvironment,
    authorities: systemAuthorities,
    isTrusted: () => workspace.isTrusted,
    homeFolder: homedir(),
    now: Date.now,
  });
}
