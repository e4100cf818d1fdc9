import { window } from 'vscode';
import { executeCommand } from '../commands.ts';
import type { Connections } from './connections.ts';
import type { SavedConnection } from './saved-connection.ts';

/** The active connection; where there is none, a person is asked for one. */
export async function activeOrOffered(connections: Connections): Promise<SavedConnection | undefined> {
  if (connections.active !== undefined) return connections.active;
  const [sample, add] = ['Use the Sample Warehouse', 'Add Connection'];
  const answer = await window.showInformationMessage('There is no connection to Databricks yet.', add, sample);
  if (answer === add) await executeCommand('replicator.connections.add');
  if (answer === sample) await executeCommand('replicator.connections.useSample');
  return connections.active;
}
