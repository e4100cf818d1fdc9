import { type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { TableEntry } from '../../shared/catalog-entries.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { EngineService } from '../../shared/protocol/engine-protocol.ts';
import { gatherPages, mostCatalogs } from '../catalog/gather-pages.ts';
import type { ChosenSource } from './sources-of.ts';

type Browsing = Pick<EngineService, 'listCatalogs' | 'listSchemas' | 'searchTables'>;

interface SourceItem extends QuickPickItem {
  readonly source: ChosenSource;
}

/** The server is asked when nothing has been typed for so long. */
const restMs = 200;

/**
 * Asks for tables or whole schemas of one catalog; tables are looked for by the server while a person types.
 * @returns undefined where the question was left unanswered
 */
export async function chooseTables(
  browsing: () => Browsing,
  connection: ConnectionAddress,
  title: string,
): Promise<readonly ChosenSource[] | undefined> {
  const catalog = await chooseCatalog(browsing, connection, title);
  if (catalog === undefined) return undefined;
  return new Promise((resolve, reject) => {
    const pick = window.createQuickPick<SourceItem>();
    pick.title = title;
    pick.placeholder = `Type a part of a table's name in ${catalog}`;
    pick.canSelectMany = true;
    pick.matchOnDescription = true;
    let asked = 0;
    let timer: NodeJS.Timeout | undefined;
    const look = async (text: string): Promise<void> => {
      asked += 1;
      const mine = asked;
      pick.busy = true;
      try {
        const found = await find(browsing(), connection, catalog, text);
        if (mine !== asked) return;
        const chosen = pick.selectedItems;
        const others = found.filter((item) => !chosen.some((one) => one.description === item.description));
        pick.items = [...chosen, ...others];
        pick.selectedItems = chosen;
        pick.busy = false;
      } catch (error) {
        if (mine !== asked) return;
        reject(error);
        pick.hide();
      }
    };
    pick.onDidChangeValue((text) => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(text), restMs);
    });
    pick.onDidAccept(() => {
      // Without a tick, Enter means the one that is in focus, or the only one.
      const sets = [pick.selectedItems, pick.activeItems, pick.items.length === 1 ? pick.items : []];
      const chosen = sets.find(({ length }) => length > 0) ?? [];
      if (chosen.length === 0) return;
      resolve(chosen.map(({ source }) => source));
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      asked += 1;
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    void look('');
  });
}

async function chooseCatalog(
  browsing: () => Browsing,
  connection: ConnectionAddress,
  title: string,
): Promise<string | undefined> {
  const found = await gatherPages((after) => browsing().listCatalogs(connection, after), mostCatalogs);
  const items = found.items.map(
    ({ name, comment }): QuickPickItem => ({ label: name, ...(comment && { detail: comment }) }),
  );
  if (items.length === 1) return items[0]?.label;
  const chosen = await window.showQuickPick(items, { title, placeHolder: 'In which catalog?', matchOnDetail: true });
  return chosen?.label;
}

/** Before anything is typed whole schemas are offered, afterwards tables. */
async function find(
  browsing: Browsing,
  connection: ConnectionAddress,
  catalog: string,
  text: string,
): Promise<readonly SourceItem[]> {
  const wanted = text.trim();
  if (wanted === '') {
    const { items } = await browsing.listSchemas(connection, catalog);
    return items.map(({ name }) => ({
      label: name,
      description: `${catalog}.${name}.*`,
      detail: 'All tables of the schema',
      iconPath: new ThemeIcon('symbol-namespace'),
      source: { catalog, schema: name },
    }));
  }
  const { items } = await browsing.searchTables(connection, { catalog }, wanted);
  return items.map(({ name, comment }: TableEntry) => ({
    label: name.table,
    description: sourceLabel(name),
    ...(comment && { detail: comment }),
    iconPath: new ThemeIcon('table'),
    source: name,
  }));
}
