import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Connections } from '../connections/connections.ts';
import { CatalogModel } from './catalog-model.ts';
import { type BranchNode, type CatalogNode, nodeId } from './catalog-node.ts';
import type { CatalogReader } from './catalog-reader.ts';
import { renderNode } from './render-node.ts';

/** The tree “Databricks”. */
export class CatalogTree implements TreeDataProvider<CatalogNode> {
  readonly #changed = new EventEmitter<CatalogNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly model: CatalogModel;
  /** VS Code knows nodes by the object that it was given last. */
  readonly #shown = new Map<string, CatalogNode>();

  constructor(reader: CatalogReader, connections: Connections) {
    this.model = new CatalogModel(reader, connections, (node) => this.#tell(node));
  }

  async getChildren(node?: CatalogNode): Promise<CatalogNode[]> {
    const children = await this.model.children(node as BranchNode | undefined);
    for (const child of children) this.#shown.set(nodeId(child), child);
    return [...children];
  }

  getTreeItem(node: CatalogNode): TreeItem {
    return renderNode(node);
  }

  /** Asks the workspace anew for what is below a node, or for everything. */
  refresh(node?: BranchNode): void {
    this.model.forget(node);
    this.#tell(node);
  }

  /** What could not be loaded is asked for again when it is unfolded again. */
  onDidUnfold(node: CatalogNode): void {
    if (isBranch(node) && this.model.forgetFailure(node)) this.#tell(node);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #tell(node: BranchNode | undefined): void {
    this.#changed.fire(node === undefined ? undefined : this.#shown.get(nodeId(node)));
  }
}

export function isBranch(node: CatalogNode): node is BranchNode {
  return !('parent' in node) && node.kind !== 'column';
}
