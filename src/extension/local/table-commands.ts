import { Disposable, env } from 'vscode';
import { quoteTarget, spellTarget, targetParts } from '../../shared/text/spell-name.ts';
import { chosenNodes } from '../catalog/chosen-nodes.ts';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import { openSql } from '../open-sql.ts';
import type { Parts } from '../parts.ts';
import { dropTables } from './drop-tables.ts';
import { generateLocalSelect } from './generate-local-sql.ts';
import type { LocalNode, LocalTableNode } from './local-node.ts';
import { pickLocalTable } from './pick-file.ts';

type Arguments = readonly [clicked?: LocalNode, selected?: readonly LocalNode[]];

/** Commands on tables and views of a file. */
export function registerTableCommands(
  { engine, files, log }: Pick<Parts, 'engine' | 'files' | 'log'>,
  view: { readonly selection: readonly LocalNode[] },
): Disposable {
  /** The tables that a click means; from the palette one that is asked for. */
  async function chosen([clicked, selected]: Arguments): Promise<readonly LocalTableNode[]> {
    const nodes = chosenNodes(clicked, selected, view.selection).filter((node) => node.kind === 'localTable');
    if (nodes.length > 0) return nodes;
    const picked = await pickLocalTable(files);
    return picked === undefined ? [] : [picked];
  }

  async function each(args: Arguments, title: string, act: (tables: readonly LocalTableNode[]) => Promise<void>) {
    try {
      const tables = await chosen(args);
      if (tables.length > 0) await act(tables);
    } catch (error) {
      await showError(error, { log, title });
    }
  }

  const copy = (args: Arguments, spell: (parts: readonly string[]) => string): Promise<void> => {
    const [clicked] = args;
    if (clicked?.kind === 'localColumn') return Promise.resolve(env.clipboard.writeText(spell([clicked.column.name])));
    return each(args, 'The name could not be copied', async (tables) => {
      await env.clipboard.writeText(tables.map(({ table }) => spell(targetParts(table.name))).join('\n'));
    });
  };

  return Disposable.from(
    registerCommand('replicator.local.drop', (...args) =>
      each(args, 'The table could not be dropped', (tables) => dropTables(tables, { engine, files })),
    ),
    registerCommand('replicator.local.copyName', (...args) => copy(args, spellTarget)),
    registerCommand('replicator.local.copyQuotedName', (...args) => copy(args, quoteTarget)),
    registerCommand('replicator.local.generateSelect', (...args) =>
      each(args, 'The statement could not be written', (tables) =>
        openSql(tables.map(({ table }) => generateLocalSelect(table)).join('\n')),
      ),
    ),
    registerCommand('replicator.local.generateCreate', (...args) =>
      each(args, 'The statement could not be written', async (tables) => {
        const { service } = engine;
        const written = await Promise.all(tables.map(({ file, table }) => service.describeCreate(file, table.name)));
        await openSql(`${written.join('\n\n')}\n`);
      }),
    ),
  );
}
