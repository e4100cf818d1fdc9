import { Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { appendWords } from '../append-words.ts';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { chooseConnection } from './choose-connection.ts';
import type { ConnectionReference } from './connections.ts';
import { renderWarehouse } from './render-warehouse.ts';
import { chooseFromWarehouseMenu } from './warehouse-menu.ts';
import { WarehouseWatch } from './warehouse-watch.ts';

type WarehouseParts = Pick<Parts, 'attention' | 'connections' | 'engine' | 'log' | 'runs'>;

/** The state of the active connection's warehouse, in the status bar; start, stop and choose. */
export function contributeWarehouse(parts: WarehouseParts): Disposable {
  const { attention, connections, runs } = parts;
  const item = window.createStatusBarItem('replicator.warehouse', StatusBarAlignment.Left, 40);
  item.name = 'Replicator: SQL warehouse';
  item.command = 'replicator.warehouse.menu';
  const watch = new WarehouseWatch({
    active: () => connections.active,
    address: (id) => connections.address(id),
    probe: (address) => parts.engine.service.probe(address),
    describe: (address) => parts.engine.service.describeWarehouse(address),
    now: Date.now,
    onDidChange: (view) => {
      if (view === undefined) {
        item.hide();
        return;
      }
      const { text, facts, note, spoken, failed } = renderWarehouse(view, Date.now());
      item.text = text;
      item.tooltip = toTooltip(facts, note);
      item.accessibilityInformation = { label: spoken };
      item.backgroundColor = failed ? new ThemeColor('statusBarItem.warningBackground') : undefined;
      item.show();
    },
  });
  const attend = (): void => {
    const running = runs.list().some(({ endedAt }) => endedAt === undefined);
    watch.setWatching(attention.given || running);
  };
  attend();
  return Disposable.from(
    item,
    watch,
    attention.onDidChange(attend),
    runs.onDidChange(attend),
    connections.onDidChange(() => watch.restart()),
    ...contributeCommands(parts, watch),
  );
}

function contributeCommands(parts: WarehouseParts, watch: WarehouseWatch): Disposable[] {
  const { connections, engine, log } = parts;
  const onWarehouse =
    (title: string, question: string, work: (id: string) => Promise<void>) =>
    async (reference?: ConnectionReference): Promise<void> => {
      const active = reference === undefined ? connections.active : undefined;
      const chosen = active ?? (await chooseConnection(connections, reference, question));
      if (chosen === undefined) return;
      try {
        await work(chosen.id);
        await watch.look();
      } catch (thrown) {
        await showError(thrown, { log, title, connectionId: chosen.id });
      }
    };
  return [
    registerCommand('replicator.warehouse.menu', () => chooseFromWarehouseMenu(connections, watch.view)),
    registerCommand(
      'replicator.warehouse.start',
      onWarehouse('Start warehouse', 'Whose warehouse do you want to start?', async (id) =>
        engine.service.startWarehouse(await connections.address(id)),
      ),
    ),
    registerCommand(
      'replicator.warehouse.stop',
      onWarehouse('Stop warehouse', 'Whose warehouse do you want to stop?', async (id) =>
        engine.service.stopWarehouse(await connections.address(id)),
      ),
    ),
    registerCommand(
      'replicator.warehouse.pick',
      onWarehouse('Choose warehouse', 'For which connection do you want to choose a warehouse?', async (id) => {
        const { pickWarehouse } = await import('./pick-warehouse.ts');
        await pickWarehouse(parts, id);
      }),
    ),
  ];
}

function toTooltip(facts: readonly (readonly [string, string])[], note: string | undefined): MarkdownString {
  const markdown = new MarkdownString('| | |\n|---|---|\n');
  for (const [name, value] of facts) {
    markdown.appendMarkdown(`| ${name}&nbsp;&nbsp; | ${escapeCell(value)} |\n`);
  }
  if (note !== undefined) appendWords(markdown.appendMarkdown('\n'), note);
  return markdown;
}

/** Names of people are no addresses to write to, and hosts no links. */
function escapeCell(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0)};`);
}
