import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { LocalFiles } from './local-files.ts';
import { type LocalFileNode, type LocalNode, localNodeId, schemaNodes, tableNodes } from './local-node.ts';
import { renderLocalNode } from './render-local-node.ts';

/** The tree “DuckDB”. */
export class LocalTree implements TreeDataProvider<LocalNode> {
  readonly #changed = new EventEmitter<LocalNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #files: LocalFiles;
  /** VS Code knows nodes by the object that it was given last. */
  readonly #shown = new Map<string, LocalNode>();

  constructor(files: LocalFiles) {
    this.#files = files;
  }

  async getChildren(node?: LocalNode): Promise<LocalNode[]> {
    const children = await this.#childrenOf(node);
    for (const child of children) this.#shown.set(localNodeId(child), child);
    return [...children];
  }

  getTreeItem(node: LocalNode): TreeItem {
    return renderLocalNode(node);
  }

  /** Shows a file, or all of them, anew. */
  refresh(file?: string): void {
    const node = file === undefined ? undefined : this.#shown.get(encodeURIComponent(file));
    this.#changed.fire(node);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #childrenOf(node: LocalNode | undefined): Promise<readonly LocalNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#files.list().map((file) => ({ kind: 'localFile', file, isTarget: file === this.#files.target }));
      case 'localFile':
        return this.#schemas(node);
      case 'localSchema':
        return tableNodes(node, await this.#files.describe(node.file));
      case 'localTable':
        return node.table.columns.map((column) => ({ kind: 'localColumn', parent: node, column }));
      default:
        return [];
    }
  }

  async #schemas(node: LocalFileNode): Promise<readonly LocalNode[]> {
    try {
      return schemaNodes(node, await this.#files.describe(node.file));
    } catch (error) {
      return [{ kind: 'error', parent: node, error }];
    }
  }
}
