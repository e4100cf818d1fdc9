import { commands, type Disposable, type Uri } from 'vscode';
import type { CatalogNode } from './catalog/catalog-node.ts';
import type { ConnectionReference } from './connections/connections.ts';
import type { LocalNode } from './local/local-node.ts';
import type { SourceSubject } from './preview/source-subject.ts';
import type { ReplicateSubject } from './replicate/sources-of.ts';
import type { UndoSubject } from './replicate/undo.ts';
import type { RunSubject } from './runs/run-node.ts';

/** Every command and what its callback takes; `package.json` contributes the same ones. */
export interface CommandArguments {
  'replicator.catalog.refreshAll': [];
  'replicator.catalog.refresh': [node?: CatalogNode];
  'replicator.catalog.retry': [node: CatalogNode];
  'replicator.catalog.loadMore': [node: CatalogNode];
  'replicator.catalog.filter': [node?: CatalogNode, selected?: readonly CatalogNode[]];
  'replicator.catalog.clearFilter': [node?: CatalogNode, selected?: readonly CatalogNode[]];
  'replicator.catalog.pin': [node?: CatalogNode, selected?: readonly CatalogNode[]];
  'replicator.catalog.unpin': [node?: CatalogNode, selected?: readonly CatalogNode[]];
  'replicator.catalog.copyName': [node?: CatalogNode, selected?: readonly CatalogNode[]];
  'replicator.catalog.copyTwoPartName': [node?: CatalogNode, selected?: readonly CatalogNode[]];
  'replicator.catalog.copyQuotedName': [node?: CatalogNode, selected?: readonly CatalogNode[]];
  'replicator.catalog.generateSelect': [node?: CatalogNode, selected?: readonly CatalogNode[]];
  'replicator.catalog.generateCreate': [node?: CatalogNode, selected?: readonly CatalogNode[]];
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
  'replicator.warehouse.menu': [];
  'replicator.editor.replicate': [];
  'replicator.editor.replicateWithOptions': [];
  'replicator.editor.preview': [];
  'replicator.editor.copyTwoPartName': [];
  'replicator.local.create': [];
  'replicator.local.open': [];
  'replicator.local.reveal': [node?: LocalNode];
  'replicator.local.forget': [node?: LocalNode, selected?: readonly LocalNode[]];
  'replicator.local.setTarget': [node?: LocalNode];
  'replicator.local.refreshAll': [];
  'replicator.local.refresh': [node?: LocalNode];
  'replicator.local.checkAllFreshness': [];
  'replicator.local.checkFreshness': [node?: LocalNode];
  'replicator.local.drop': [node?: LocalNode, selected?: readonly LocalNode[]];
  'replicator.local.copyName': [node?: LocalNode, selected?: readonly LocalNode[]];
  'replicator.local.copyQuotedName': [node?: LocalNode, selected?: readonly LocalNode[]];
  'replicator.local.generateSelect': [node?: LocalNode, selected?: readonly LocalNode[]];
  'replicator.local.generateCreate': [node?: LocalNode, selected?: readonly LocalNode[]];
  'replicator.preview.source': [subject?: CatalogNode | SourceSubject];
  'replicator.preview.local': [node?: LocalNode];
  'replicator.preview.query': [node?: LocalNode];
  'replicator.language.newDocument': [];
  'replicator.log.show': [];
  'replicator.trust.manage': [];
  'replicator.walkthrough.open': [];
  'replicator.log.copyDiagnostics': [];
  'replicator.panel.open': [document?: Uri];
  'replicator.panel.showText': [document?: Uri];
  'replicator.panel.plan': [document?: Uri];
  'replicator.replicate.now': [subject?: ReplicateSubject, selected?: readonly CatalogNode[]];
  'replicator.replicate.withOptions': [subject?: ReplicateSubject, selected?: readonly CatalogNode[]];
  'replicator.replicate.document': [document?: Uri];
  'replicator.replicate.plan': [document?: Uri];
  'replicator.replicate.updateCopy': [node?: LocalNode];
  'replicator.replicate.verify': [subject?: Uri | LocalNode];
  'replicator.replicate.undo': [subject?: UndoSubject];
  'replicator.replicate.openDocument': [subject?: RunSubject];
  'replicator.runs.show': [];
  'replicator.runs.cancel': [subject?: RunSubject];
  'replicator.runs.resume': [subject?: RunSubject];
  'replicator.runs.runAgain': [subject?: RunSubject];
  'replicator.runs.forget': [subject?: RunSubject];
  'replicator.runs.forgetEnded': [];
  'replicator.runs.showReceipt': [subject?: RunSubject];
  'replicator.runs.showCopy': [subject?: RunSubject];
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
