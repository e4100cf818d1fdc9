import { commands, type Disposable } from 'vscode';
import type { ConnectionReference } from './connections/connections.ts';

/** Every command and what its callback takes; `package.json` contributes the same ones. */
export interface CommandArguments {
  'replicator.connections.add': [];
  'replicator.connections.edit': [ConnectionReference?];
  'replicator.connections.remove': [ConnectionReference?];
  'replicator.connections.switch': [ConnectionReference?];
  'replicator.connections.test': [ConnectionReference?];
  'replicator.connections.signIn': [ConnectionReference?];
  'replicator.connections.signOut': [ConnectionReference?];
  'replicator.connections.useSample': [];
  'replicator.warehouse.start': [ConnectionReference?];
  'replicator.warehouse.stop': [ConnectionReference?];
  'replicator.warehouse.pick': [ConnectionReference?];
  'replicator.log.show': [];
}

export type CommandId = keyof CommandArguments;

/** Arguments are what VS Code hands over, second ones (multi-select) included; menus may leave them out. */
export function registerCommand<Id extends CommandId>(
  id: Id,
  run: (...args: Partial<CommandArguments[Id]>) => unknown,
): Disposable {
  return commands.registerCommand(id, run as (...args: unknown[]) => unknown);
}

export function executeCommand<Id extends CommandId>(id: Id, ...args: CommandArguments[Id]): Thenable<unknown> {
  return commands.executeCommand(id, ...args);
}
