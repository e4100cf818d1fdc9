import { env, ProgressLocation, Uri, window, workspace } from 'vscode';
import { ReplicatorError } from '../../shared/errors.ts';
import type { Connections } from './connections.ts';
import type { HostConnection, SavedConnection } from './saved-connection.ts';
import { askText } from './wizard/ask.ts';

/**
 * Signs in anew, in the way of the connection's kind.
 * @returns whether a person has signed in; otherwise they were shown where to
 * @throws ReplicatorError `auth.rejected`, `run.cancelled`, `network.*`, `usage.invalid`
 */
export async function signIn(connections: Connections, connection: SavedConnection): Promise<boolean> {
  switch (connection.kind) {
    case 'host':
      return signInToHost(connections, connection);
    case 'profile':
      return signInToProfile(connection.profile);
    case 'environment':
      throw new ReplicatorError(
        'usage.invalid',
        'This connection signs in with what DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, say: set them where the editor is started, and start it again.',
      );
    case 'sample':
      throw new ReplicatorError('usage.invalid', 'The sample warehouse signs in by itself.');
  }
}

async function signInToHost(connections: Connections, connection: SavedConnection & HostConnection): Promise<boolean> {
  const { id, host, label } = connection;
  switch (connection.signIn) {
    case 'browser':
      await signInWithBrowser(connections, id, label);
      return true;
    case 'token':
      return askSecret(connections, connection, 'token', `A personal access token of ${host}`);
    case 'servicePrincipal':
      return askSecret(connections, connection, 'clientSecret', `The secret of the service principal at ${host}`);
    case 'databricksCli':
      return runLogin(`--host https://${host}`);
  }
}

/** Opens the browser and waits for the person to come back. */
export async function signInWithBrowser(connections: Connections, id: string, label: string): Promise<void> {
  const title = `Sign in to ${label} in the browser`;
  await window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
    const cancelling = new AbortController();
    token.onCancellationRequested(() => cancelling.abort());
    return connections.signInWithBrowser(id, {
      signal: cancelling.signal,
      async openBrowser(url, redirectUri) {
        // On a remote machine this has the port forwarded to the one where the browser is.
        await env.asExternalUri(Uri.parse(redirectUri));
        return env.openExternal(Uri.parse(url, true));
      },
    });
  });
}

async function askSecret(
  connections: Connections,
  connection: SavedConnection,
  kind: 'token' | 'clientSecret',
  prompt: string,
): Promise<boolean> {
  const answer = await askText({
    title: `Sign in to ${connection.label}`,
    step: 1,
    totalSteps: 1,
    prompt: `${prompt}; it is kept in the secret storage of the editor.`,
    password: true,
    check: (text) => (text.trim() === '' ? 'Without it nobody can sign in.' : undefined),
  });
  if (typeof answer === 'string') return false;
  await connections.save(connection, { [kind]: answer.value.trim() });
  return true;
}

async function signInToProfile(name: string): Promise<boolean> {
  const { homedir } = await import('node:os');
  const { listProfiles } = await import('../../connections/list-profiles.ts');
  const { readProfileFile } = await import('../../connections/profiles.ts');
  const { editorEnvironment } = await import('./editor-network.ts');
  const variables = editorEnvironment();
  const file = await readProfileFile({ env: variables, homeFolder: homedir() });
  if (file === undefined)
    throw new ReplicatorError('usage.invalid', 'There is no file of profiles (~/.databrickscfg).');
  const profile = listProfiles(file, variables).find((each) => each.name === name);
  if (profile?.signIn === 'databricksCli') return runLogin(`--profile ${quote(name)}`);
  await window.showTextDocument(await workspace.openTextDocument(file.path));
  return false;
}

/** The Databricks CLI asks questions of its own, so it gets a terminal; it goes on in the browser. */
function runLogin(who: string): boolean {
  const terminal = window.createTerminal({ name: 'Databricks sign-in' });
  terminal.show();
  terminal.sendText(`databricks auth login ${who}`);
  return false;
}

/** @throws ReplicatorError `usage.invalid` for what a shell might understand as more than a name */
function quote(name: string): string {
  if (!/^[\w .@-]+$/.test(name)) {
    throw new ReplicatorError('usage.invalid', `Sign in with: databricks auth login --profile, and the name ${name}.`);
  }
  return /^[\w.@-]+$/.test(name) ? name : `"${name}"`;
}
