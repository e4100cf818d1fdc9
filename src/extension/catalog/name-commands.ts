import { Disposable, env, type TreeView } from 'vscode';
import type { TableDetails } from '../../shared/catalog-entries.ts';
import { quoteSource, spellSource, spellTarget } from '../../shared/text/spell-name.ts';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { Log } from '../log/log.ts';
import { openSql } from '../open-sql.ts';
import type { CatalogModel } from './catalog-model.ts';
import { type CatalogNode, isNamed, namePath, type TableNode } from './catalog-node.ts';
import { chosenNodes, ofKinds } from './chosen-nodes.ts';
import { generateCreate, generateSelect } from './generate-sql.ts';
import { pickNode } from './pick-node.ts';

type Arguments = readonly [clicked?: CatalogNode, selected?: readonly CatalogNode[]];

/** Commands that make text of names. */
export function registerNameCommands(
  model: CatalogModel,
  view: Pick<TreeView<CatalogNode>, 'selection'>,
  log: Log,
): Disposable {
  async function copy([clicked, selected]: Arguments, spell: (path: readonly string[]) => string): Promise<void> {
    const paths = chosenNodes(clicked, selected, view.selection).flatMap(pathOf);
    if (paths.length === 0)
      paths.push(...[await pickNode(model, 'table')].flatMap((node) => (node ? pathOf(node) : [])));
    if (paths.length > 0) await env.clipboard.writeText(paths.map(spell).join('\n'));
  }

  async function generate([clicked, selected]: Arguments, write: (details: TableDetails) => string): Promise<void> {
    try {
      const tables = await chooseTables(model, chosenNodes(clicked, selected, view.selection));
      const details = await Promise.all(tables.map((table) => model.details(table)));
      if (details.length > 0) await openSql(details.map(write).join('\n'));
    } catch (error) {
      await showError(error, { log, title: 'The statement could not be written' });
    }
  }

  return Disposable.from(
    registerCommand('replicator.catalog.copyName', (...args) => copy(args, spellSource)),
    registerCommand('replicator.catalog.copyTwoPartName', (...args) =>
      copy(args, (path) => spellTarget(path.slice(-2))),
    ),
    registerCommand('replicator.catalog.copyQuotedName', (...args) => copy(args, quoteSource)),
    registerCommand('replicator.catalog.generateSelect', (...args) => generate(args, generateSelect)),
    registerCommand('replicator.catalog.generateCreate', (...args) => generate(args, generateCreate)),
  );
}

/** The tables among the nodes, else one that is asked for. */
async function chooseTables(model: CatalogModel, nodes: readonly CatalogNode[]): Promise<readonly TableNode[]> {
  const chosen = ofKinds(nodes, ['table']);
  if (chosen.length > 0) return chosen;
  const picked = await pickNode(model, 'table');
  return picked?.kind === 'table' ? [picked] : [];
}

function pathOf(node: CatalogNode): (readonly string[])[] {
  if (isNamed(node)) return [namePath(node)];
  return node.kind === 'column' ? [[node.entry.name]] : [];
}
