import { QuickPickItemKind, window } from 'vscode';
import type { ConnectionReference, Connections } from './connections.ts';
import type { SavedConnection } from './saved-connection.ts';
import { toPickItem } from './wizard/ask.ts';

/** The connection that a command is about: the one that it was given, else the only one, else one that is asked for. */
export async function chooseConnection(
  connections: Connections,
  reference: ConnectionReference | undefined,
  placeHolder: string,
): Promise<SavedConnection | undefined> {
  const id = typeof reference === 'object' ? reference.connectionId : reference;
  if (id !== undefined) {
    const given = connections.find(id);
    if (given === undefined) void window.showWarningMessage('There is no such connection in the list; add it first.');
    return given;
  }
  const all = connections.list();
  if (all.length === 1) return all[0];
  const chosen = await window.showQuickPick(all.map((connection) => toItem(connection, connections)).map(toPickItem), {
    placeHolder,
    matchOnDescription: true,
  });
  return chosen?.connection;
}

/** What is added when a person chooses something else than what there is. */
export async function chooseActive(connections: Connections): Promise<SavedConnection | 'add' | undefined> {
  const items = connections.list().map((connection) => toPickItem(toItem(connection, connections)));
  const add = toPickItem({ label: 'Add a connection…', icon: 'add', connection: 'add' } as const);
  const separator = { label: '', kind: QuickPickItemKind.Separator, connection: undefined };
  const chosen = await window.showQuickPick([...items, separator, add], {
    placeHolder: 'Which connection do you want to work with?',
    matchOnDescription: true,
  });
  return chosen?.connection;
}

function toItem(
  connection: SavedConnection,
  connections: Connections,
): {
  readonly label: string;
  readonly icon: string;
  readonly description: string;
  readonly connection: SavedConnection;
} {
  const active = connections.active?.id === connection.id;
  return {
    label: connection.label,
    icon: iconOf(connection),
    description: [describeConnection(connection), ...(active ? ['active'] : [])].join(' · '),
    connection,
  };
}

function iconOf({ kind }: SavedConnection): string {
  return { sample: 'beaker', profile: 'account', environment: 'terminal', host: 'globe' }[kind];
}

const signIns = {
  browser: 'signs in with the browser',
  token: 'personal access token',
  servicePrincipal: 'service principal',
  databricksCli: 'Databricks CLI',
};

function describeConnection(connection: SavedConnection): string {
  switch (connection.kind) {
    case 'sample':
      return 'on this machine';
    case 'environment':
      return 'DATABRICKS_HOST and others';
    case 'profile':
      return `profile ${connection.profile}`;
    case 'host':
      return `${connection.host}, ${signIns[connection.signIn]}`;
  }
}
