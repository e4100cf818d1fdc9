import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Connections } from '../connections/connections.ts';
import { toMarkdown } from '../errors/show-error.ts';
import { renderTooltip } from '../tree/render-tooltip.ts';
import { CatalogModel } from './catalog-model.ts';
import { type BranchNode, type CatalogNode, isBranch, isNamed, nodeId } from './catalog-node.ts';
import type { CatalogReader } from './catalog-reader.ts';
import { describeColumn, describePlace, describeTable } from './describe-node.ts';
import type { Favourites } from './favourites.ts';
import { renderNode } from './render-node.ts';

/** The tree “Databricks”. */
export class CatalogTree implements TreeDataProvider<CatalogNode> {
  readonly model: CatalogModel;
  readonly #favourites: Favourites;
  readonly #changed = new EventEmitter<CatalogNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** VS Code knows nodes by the object that it was given last. */
  readonly #shown = new Map<string, CatalogNode>();
  readonly #parents = new Map<string, CatalogNode | undefined>();

  constructor(reader: CatalogReader, connections: Connections, favourites: Favourites) {
    this.#favourites = favourites;
    const roots = {
      list: () => connections.list(),
      get active() {
        return connections.active;
      },
      favourites: () => favourites.nodes(connections.list().map(({ id }) => id)),
    };
    this.model = new CatalogModel(reader, roots, (node) => this.tell(node));
  }

  async getChildren(node?: CatalogNode): Promise<CatalogNode[]> {
    if (node !== undefined && !isBranch(node)) return [];
    const children = await this.model.children(node);
    for (const child of children) {
      this.#shown.set(nodeId(child), child);
      this.#parents.set(nodeId(child), node);
    }
    return [...children];
  }

  getParent(node: CatalogNode): CatalogNode | undefined {
    return this.#parents.get(nodeId(node));
  }

  getTreeItem(node: CatalogNode): TreeItem {
    const filter = this.model.filterOf(node);
    const isFavourite = isNamed(node) && this.#favourites.has(node);
    return renderNode(node, { isFavourite, ...(filter === undefined ? {} : { filter }) });
  }

  async resolveTreeItem(item: TreeItem, node: CatalogNode): Promise<TreeItem> {
    if (node.kind === 'catalog' || node.kind === 'schema') item.tooltip = renderTooltip(describePlace(node));
    if (node.kind === 'column') item.tooltip = renderTooltip(describeColumn(node));
    if (node.kind !== 'table') return item;
    try {
      item.tooltip = renderTooltip(describeTable(await this.model.details(node)));
    } catch (error) {
      item.tooltip = toMarkdown(error, node.connectionId);
    }
    return item;
  }

  /** Asks the workspace anew for what is below a node, or for everything. */
  refresh(node?: BranchNode): void {
    this.model.forget(node);
    this.tell(node);
  }

  /** What could not be loaded is asked for again when it is unfolded again. */
  onDidUnfold(node: CatalogNode): void {
    if (isBranch(node) && this.model.forgetFailure(node)) this.tell(node);
  }

  clearFilters(): void {
    this.model.clearFilters();
    this.tell();
  }

  /** Shows a node and what is below it as they are now; everything where the node is not shown. */
  tell(node?: BranchNode): void {
    this.#changed.fire(node === undefined ? undefined : this.#shown.get(nodeId(node)));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
