import { homedir } from 'node:os';
import { Disposable, window } from 'vscode';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { chooseActive, chooseConnection } from './choose-connection.ts';
import type { ConnectionReference } from './connections.ts';
import { editorEnvironment } from './editor-network.ts';
import { type SavedConnection, sampleConnection } from './saved-connection.ts';
import type { WizardParts } from './wizard/connection-wizard.ts';

export type CommandParts = Pick<Parts, 'connections' | 'engine' | 'log'>;

/** Add, edit, remove, switch, test, sign in and out. */
export function contributeConnectionCommands(parts: CommandParts): Disposable {
  const { connections, log } = parts;
  const add = () => runWizard(parts);
  /** Errors are shown, not thrown at the editor. */
  const shown = (title: string, work: () => Promise<unknown>) => () =>
    work().catch((thrown: unknown) => showError(thrown, { log, title }));
  const onConnection =
    (title: string, question: string, work: (connection: SavedConnection) => Promise<unknown>) =>
    async (reference?: ConnectionReference): Promise<void> => {
      const connection = await chooseConnection(connections, reference, question);
      if (connection === undefined) return;
      try {
        await work(connection);
      } catch (thrown) {
        await showError(thrown, { log, title, connectionId: connection.id });
      }
    };

  return Disposable.from(
    registerCommand(
      'replicator.connections.useSample',
      shown('Use the sample warehouse', async () => {
        if (connections.find(sampleConnection.id) === undefined) await connections.save(sampleConnection);
        await connections.activate(sampleConnection.id);
      }),
    ),
    registerCommand('replicator.connections.add', shown('Add connection', add)),
    registerCommand('replicator.connections.switch', async (reference) => {
      const chosen =
        reference === undefined
          ? await chooseActive(connections)
          : await chooseConnection(connections, reference, 'Which connection do you want to work with?');
      if (chosen === 'add') await shown('Add connection', add)();
      else if (chosen !== undefined) await connections.activate(chosen.id);
    }),
    registerCommand(
      'replicator.connections.edit',
      onConnection('Edit connection', 'Which connection do you want to edit?', (connection) => edit(parts, connection)),
    ),
    registerCommand(
      'replicator.connections.remove',
      onConnection('Remove connection', 'Which connection do you want to remove?', (connection) =>
        remove(parts, connection),
      ),
    ),
    registerCommand(
      'replicator.connections.test',
      onConnection('Test connection', 'Which connection do you want to test?', async ({ id }) => {
        const { testConnection } = await import('./test-connection.ts');
        await testConnection(parts, id);
      }),
    ),
    registerCommand(
      'replicator.connections.signIn',
      onConnection('Sign in', 'Where do you want to sign in?', async (connection) => {
        const { signIn } = await import('./sign-in.ts');
        const { testConnection } = await import('./test-connection.ts');
        if (await signIn(connections, connection)) await testConnection(parts, connection.id);
      }),
    ),
    registerCommand(
      'replicator.connections.signOut',
      onConnection('Sign out', 'Where do you want to sign out?', (connection) => signOut(parts, connection)),
    ),
  );
}

async function runWizard(parts: CommandParts, edited?: SavedConnection): Promise<void> {
  const { ConnectionWizard } = await import('./wizard/connection-wizard.ts');
  const wizardParts: WizardParts = { ...parts, listSources };
  const saved = await new ConnectionWizard(wizardParts, edited).run();
  if (saved !== undefined) void window.setStatusBarMessage(`Connected to ${saved.label}`, 5000);
}

async function edit(parts: CommandParts, connection: SavedConnection): Promise<void> {
  if (connection.kind === 'sample' || connection.kind === 'environment') {
    const where =
      connection.kind === 'sample'
        ? 'The sample warehouse needs no settings: it is started when it is used.'
        : 'This connection is what DATABRICKS_HOST, DATABRICKS_TOKEN and DATABRICKS_WAREHOUSE_ID say where the editor is started.';
    void window.showInformationMessage(where);
    return;
  }
  await runWizard(parts, connection);
}

async function remove({ connections }: CommandParts, { id, label }: SavedConnection): Promise<void> {
  const detail = 'Its token or sign-in is forgotten too. Copies and documents stay as they are.';
  const chosen = await window.showWarningMessage(`Remove the connection ${label}?`, { modal: true, detail }, 'Remove');
  if (chosen === 'Remove') await connections.remove(id);
}

async function signOut({ connections }: CommandParts, connection: SavedConnection): Promise<void> {
  const { id, label } = connection;
  if (connection.kind !== 'host' || connection.signIn === 'databricksCli') {
    void window.showInformationMessage(`${label} is not signed in by this extension, so nothing of it is kept here.`);
    return;
  }
  await connections.signOut(id);
  void window.showInformationMessage(`Signed out of ${label}.`);
}

async function listSources(): ReturnType<WizardParts['listSources']> {
  const { readProfileFile } = await import('../../connections/profiles.ts');
  const { listProfiles } = await import('../../connections/list-profiles.ts');
  const { listEnvironment } = await import('../../connections/connect-environment.ts');
  const env = editorEnvironment();
  const file = await readProfileFile({ env, homeFolder: homedir() });
  return [file === undefined ? [] : listProfiles(file, env), listEnvironment(env)];
}
