import { beforeEach, describe, expect, it } from 'vitest';
import { CatalogModel } from '../../../../src/extension/catalog/catalog-model.ts';
import {
  type BranchNode,
  type CatalogNode,
  isBranch,
  isNamed,
  namePath,
  nodeId,
} from '../../../../src/extension/catalog/catalog-node.ts';
import type { CatalogReader } from '../../../../src/extension/catalog/catalog-reader.ts';
import type { SavedConnection } from '../../../../src/extension/connections/saved-connection.ts';
import type { TableEntry } from '../../../../src/shared/catalog-entries.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { Page } from '../../../../src/shared/page.ts';

const sample: SavedConnection = { id: 'sample', label: 'Sample warehouse', kind: 'sample' };
const other: SavedConnection = { id: 'other', label: 'Other', kind: 'profile', profile: 'other' };

const tables: Readonly<Record<string, readonly string[]>> = {
  'main.sales': ['orders', 'line10', 'line9', 'Customers'],
  'main.items': ['stock'],
  'main.empty': [],
};

function entry(full: string, table: string): TableEntry {
  const [catalog = '', schema = ''] = full.split('.');
  return { name: { catalog, schema, table }, kind: 'MANAGED' };
}

class FakeReader implements CatalogReader {
  readonly asked: string[] = [];
  failure: ReplicatorError | undefined;

  async listCatalogs(connection: string): Promise<Page<{ name: string }>> {
    this.#note(`catalogs of ${connection}`);
    return { items: [{ name: 'main' }] };
  }

  async listSchemas(_: string, catalog: string): Promise<Page<{ catalog: string; name: string }>> {
    this.#note(`schemas of ${catalog}`);
    return { items: ['sales', 'items', 'empty'].map((name) => ({ catalog, name })) };
  }

  async listTables(_: string, catalog: string, schema: string): Promise<Page<TableEntry>> {
    this.#note(`tables of ${catalog}.${schema}`);
    return { items: (tables[`${catalog}.${schema}`] ?? []).map((table) => entry(`${catalog}.${schema}`, table)) };
  }

  async searchTables(_: string, within: { catalog: string; schema?: string }, text: string): Promise<Page<TableEntry>> {
    this.#note(`${text} in ${within.catalog}${within.schema === undefined ? '' : `.${within.schema}`}`);
    const items = Object.entries(tables).flatMap(([full, names]) =>
      within.schema !== undefined && full !== `${within.catalog}.${within.schema}`
        ? []
        : names.filter((name) => name.toLowerCase().includes(text.toLowerCase())).map((name) => entry(full, name)),
    );
    return { items };
  }

  async describeTable(_: string, name: TableEntry['name']) {
    this.#note(`columns of ${name.table}`);
    const column = (of: string) => ({ name: of, type: 'bigint', nullable: false });
    return {
      name,
      kind: 'MANAGED',
      columns: [column('z_key'), column('a_day')],
      primaryKey: ['z_key'],
      partitionColumns: ['a_day'],
      filtered: false,
      properties: {},
    };
  }

  #note(question: string): void {
    this.asked.push(question);
    if (this.failure !== undefined) throw this.failure;
  }
}

describe('the tree of a workspace', () => {
  let reader: FakeReader;
  let model: CatalogModel;
  let saved: readonly SavedConnection[];
  let favourites: readonly CatalogNode[];
  const changed: (BranchNode | undefined)[] = [];

  beforeEach(() => {
    reader = new FakeReader();
    saved = [sample];
    favourites = [];
    changed.length = 0;
    const roots = { list: () => saved, active: sample, favourites: () => favourites };
    model = new CatalogModel(reader, roots, (node) => changed.push(node));
  });

  async function unfold(...names: readonly string[]): Promise<readonly CatalogNode[]> {
    let nodes = await model.children(undefined);
    for (const name of names) {
      const node = nodes.find((one) => isNamed(one) && namePath(one).at(-1) === name);
      if (node === undefined || !isBranch(node)) throw new Error(`${name} is not there`);
      nodes = await model.children(node);
    }
    return nodes;
  }

  const labels = (nodes: readonly CatalogNode[]): readonly string[] =>
    nodes.map((node) => {
      if (isNamed(node)) return namePath(node).at(-1) ?? '';
      return node.kind === 'column' ? `${node.entry.name} ${node.roles.join()}` : node.kind;
    });

  it('begins with the catalogs where there is one connection', async () => {
    expect(labels(await unfold())).toEqual(['main']);
  });

  it('begins with the connections where there are several, and asks none of them', async () => {
    saved = [sample, other];
    expect(labels(await unfold())).toEqual(['connection', 'connection']);
    expect(reader.asked).toEqual([]);
  });

  it('has nothing, which is when the view welcomes, without a connection', async () => {
    saved = [];
    favourites = [];
    expect(await unfold()).toEqual([]);
  });

  it('puts favourites first', async () => {
    favourites = [
      { kind: 'catalog', place: 'favourites', connectionId: 'sample', pinned: true, entry: { name: 'main' } },
    ];
    expect(labels(await unfold())).toEqual(['favourites', 'main']);
    expect(labels(await model.children({ kind: 'favourites' }))).toEqual(['main']);
  });

  it('sorts names as people do, and leaves columns as they are', async () => {
    expect(labels(await unfold('main', 'sales'))).toEqual(['Customers', 'line9', 'line10', 'orders']);
    expect(labels(await unfold('main', 'sales', 'orders'))).toEqual(['z_key primary key', 'a_day partition']);
  });

  it('says where there is nothing', async () => {
    expect(await unfold('main', 'empty')).toMatchObject([
      { kind: 'empty', text: 'No tables or views that you may see' },
    ]);
  });

  it('asks once, and again after a refresh of what is above', async () => {
    await unfold('main', 'sales');
    await unfold('main', 'sales');
    expect(reader.asked).toEqual(['catalogs of sample', 'schemas of main', 'tables of main.sales']);
    const [main] = await model.children(undefined);
    if (main === undefined || !isBranch(main)) throw new Error('main is not there');
    model.forget(main);
    await unfold('main', 'sales');
    expect(reader.asked.slice(3)).toEqual(['schemas of main', 'tables of main.sales']);
  });

  it('shows an error as a node, and asks again when it is unfolded again', async () => {
    reader.failure = new ReplicatorError('auth.forbidden', 'No USE CATALOG on main.');
    const [node] = await unfold();
    expect(node).toMatchObject({ kind: 'error', error: { code: 'auth.forbidden' } });
    if (node?.kind !== 'error') throw new Error('There is no error.');
    reader.failure = undefined;
    expect(model.forgetFailure(node.parent)).toBe(true);
    expect(labels(await unfold())).toEqual(['main']);
    expect(model.forgetFailure(node.parent)).toBe(false);
  });

  it('keeps no error of a table’s details', async () => {
    const node = {
      kind: 'table',
      place: 'tree',
      connectionId: 'sample',
      entry: entry('main.sales', 'orders'),
    } as const;
    reader.failure = new ReplicatorError('network.unavailable', 'No answer.');
    await expect(model.details(node)).rejects.toMatchObject({ code: 'network.unavailable' });
    reader.failure = undefined;
    await expect(model.details(node)).resolves.toMatchObject({ primaryKey: ['z_key'] });
  });

  it('filters the tables of a schema by asking the server', async () => {
    await unfold('main', 'sales');
    const sales = (await unfold('main')).find((node) => node.kind === 'schema' && node.entry.name === 'sales');
    if (sales?.kind !== 'schema') throw new Error('sales is not there');
    model.setFilter(sales, 'LINE');
    expect(changed).toEqual([sales]);
    expect(labels(await unfold('main', 'sales'))).toEqual(['line9', 'line10']);
    expect(reader.asked.at(-1)).toBe('LINE in main.sales');
    model.setFilter(sales, 'none');
    expect(await unfold('main', 'sales')).toMatchObject([{ text: 'No table whose name contains “none”' }]);
    model.setFilter(sales, '');
    const asked = reader.asked.length;
    expect(labels(await unfold('main', 'sales'))).toHaveLength(4);
    expect(reader.asked).toHaveLength(asked);
  });

  it('filters a catalog to the schemas that hold such tables, and those that are called so', async () => {
    const [main] = await model.children(undefined);
    if (main?.kind !== 'catalog') throw new Error('main is not there');
    model.setFilter(main, 'item');
    expect(labels(await unfold('main'))).toEqual(['items']);
    expect(labels(await unfold('main', 'items'))).toEqual(['stock']);
    model.setFilter(main, 'line');
    const schemas = await unfold('main');
    expect(schemas).toMatchObject([{ kind: 'schema', within: 'line', entry: { name: 'sales' } }]);
    expect(labels(await unfold('main', 'sales'))).toEqual(['line9', 'line10']);
  });

  it('gives the same thing the same id, and different things different ones', async () => {
    const ids = [...(await unfold('main')), ...(await unfold('main', 'sales'))].map(nodeId);
    expect(new Set(ids).size).toBe(ids.length);
    model.forget(undefined);
    expect([...(await unfold('main')), ...(await unfold('main', 'sales'))].map(nodeId)).toEqual(ids);
    const odd = { kind: 'schema', place: 'tree', connectionId: 'sample' } as const;
    expect(nodeId({ ...odd, entry: { catalog: 'a/b', name: 'c' } })).not.toBe(
      nodeId({ ...odd, entry: { catalog: 'a', name: 'b/c' } }),
    );
  });
});
