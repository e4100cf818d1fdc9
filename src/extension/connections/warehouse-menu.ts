import { commands, window } from 'vscode';
import type { CommandId } from '../commands.ts';
import type { Connections } from './connections.ts';
import type { WarehouseView } from './warehouse-watch.ts';
import { toPickItem } from './wizard/ask.ts';

type Entry = {
  readonly label: string;
  readonly icon: string;
  readonly description?: string;
  readonly command: CommandId;
};

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
  const chosen = await window.showQuickPick(listEntries(view).map(toPickItem), { placeHolder: active.label });
  if (chosen !== undefined)
    await commands.executeCommand(chosen.command, ...(takesNone(chosen.command) ? [] : [active.id]));
}

function listEntries(view: WarehouseView | undefined): readonly Entry[] {
  const { connection, warehouse } = view ?? {};
  const entries: Entry[] = [];
  if (warehouse?.state === 'STOPPED' || warehouse?.state === 'STOPPING') {
    entries.push({ label: 'Start', icon: 'play', description: warehouse.name, command: 'replicator.warehouse.start' });
  }
  if (warehouse?.state === 'RUNNING' || warehouse?.state === 'STARTING') {
    entries.push({
      label: 'Stop',
      icon: 'debug-stop',
      description: warehouse.name,
      command: 'replicator.warehouse.stop',
    });
  }
  entries.push(
    { label: 'Choose another warehouse…', icon: 'server', command: 'replicator.warehouse.pick' },
    { label: 'Switch connection…', icon: 'arrow-swap', command: 'replicator.connections.switch' },
    { label: 'Test the connection', icon: 'pulse', command: 'replicator.connections.test' },
  );
  if (connection?.kind !== 'sample') {
    entries.push(
      { label: 'Edit the connection…', icon: 'edit', command: 'replicator.connections.edit' },
      { label: 'Sign in again…', icon: 'sign-in', command: 'replicator.connections.signIn' },
    );
  }
  entries.push({ label: 'Show the log', icon: 'output', command: 'replicator.log.show' });
  return entries;
}

function takesNone(command: CommandId): boolean {
  return command === 'replicator.connections.switch' || command === 'replicator.log.show';
}
