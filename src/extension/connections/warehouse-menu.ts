import { commands, window } from 'vscode';
import type { CommandId } from '../commands.ts';
import type { Connections } from './connections.ts';
import type { WarehouseView } from './warehouse-watch.ts';

type Entry = { readonly label: string; readonly description?: string; readonly command: CommandId };

/** What is offered by a click on the warehouse in the status bar. */
export async function chooseFromWarehouseMenu(
  connections: Connections,
  view: WarehouseView | undefined,
): Promise<void> {
  const { active } = connections;
  if (active === undefined) {
    await commands.executeCommand('replicator.connections.add' satisfies CommandId);
    return;
  }
  const chosen = await window.showQuickPick(listEntries(view), { placeHolder: active.label });
  if (chosen !== undefined)
    await commands.executeCommand(chosen.command, ...(takesNone(chosen.command) ? [] : [active.id]));
}

function listEntries(view: WarehouseView | undefined): readonly Entry[] {
  const { connection, warehouse } = view ?? {};
  const entries: Entry[] = [];
  if (warehouse?.state === 'STOPPED' || warehouse?.state === 'STOPPING') {
    entries.push({ label: '$(play) Start', description: warehouse.name, command: 'replicator.warehouse.start' });
  }
  if (warehouse?.state === 'RUNNING' || warehouse?.state === 'STARTING') {
    entries.push({ label: '$(debug-stop) Stop', description: warehouse.name, command: 'replicator.warehouse.stop' });
  }
  entries.push(
    { label: '$(server) Choose another warehouse…', command: 'replicator.warehouse.pick' },
    { label: '$(arrow-swap) Switch connection…', command: 'replicator.connections.switch' },
    { label: '$(pulse) Test the connection', command: 'replicator.connections.test' },
  );
  if (connection?.kind !== 'sample') {
    entries.push(
      { label: '$(edit) Edit the connection…', command: 'replicator.connections.edit' },
      { label: '$(sign-in) Sign in again…', command: 'replicator.connections.signIn' },
    );
  }
  entries.push({ label: '$(output) Show the log', command: 'replicator.log.show' });
  return entries;
}

function takesNone(command: CommandId): boolean {
  return command === 'replicator.connections.switch' || command === 'replicator.log.show';
}
