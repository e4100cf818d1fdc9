import { existsSync } from 'node:fs';
import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import { toMarkdown } from '../errors/show-error.ts';
import { renderTooltip } from '../tree/render-tooltip.ts';
import { describeLocalColumn, describeLocalFile, describeLocalTable } from './describe-local-node.ts';
import type { FreshnessBook } from './freshness-book.ts';
import type { LocalFiles } from './local-files.ts';
import { type LocalNode, localNodeId, schemaNodes, tableNodes } from './local-node.ts';
import { renderLocalNode } from './render-local-node.ts';

/** The tree “DuckDB”. */
export class LocalTree implements TreeDataProvider<LocalNode> {
  readonly #files: LocalFiles;
  readonly #book: FreshnessBook;
  readonly #changed = new EventEmitter<LocalNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** VS Code knows nodes by the object that it was given last. */
  readonly #shown = new Map<string, LocalNode>();

  constructor(files: LocalFiles, book: FreshnessBook) {
    this.#files = files;
    this.#book = book;
  }

  async getChildren(node?: LocalNode): Promise<LocalNode[]> {
    const children = await this.#childrenOf(node);
    for (const child of children) this.#shown.set(localNodeId(child), child);
    return [...children];
  }

  getParent(node: LocalNode): LocalNode | undefined {
    switch (node.kind) {
      case 'localFile':
        return undefined;
      case 'localSchema':
        return this.#shown.get(localNodeId({ kind: 'localFile', file: node.file, isTarget: false }));
      case 'localTable':
        return this.#shown.get(localNodeId({ kind: 'localSchema', file: node.file, schema: node.table.name.schema }));
      default:
        return node.parent;
    }
  }

  getTreeItem(node: LocalNode): TreeItem {
    return renderLocalNode(node, node.kind === 'localTable' ? this.#book.of(node.file, node.table.name) : undefined);
  }

  async resolveTreeItem(item: TreeItem, node: LocalNode): Promise<TreeItem> {
    if (node.kind === 'localTable') {
      item.tooltip = renderTooltip(describeLocalTable(node.table, this.#book.of(node.file, node.table.name)));
    }
    if (node.kind === 'localColumn') item.tooltip = renderTooltip(describeLocalColumn(node.column));
    if (node.kind !== 'localFile') return item;
    try {
      item.tooltip = existsSync(node.file)
        ? renderTooltip(describeLocalFile(await this.#files.describe(node.file)))
        : node.file;
    } catch (error) {
      item.tooltip = toMarkdown(error);
    }
    return item;
  }

  /** Shows a file, or all of them, as they are now. */
  tell(file?: string): void {
    this.#changed.fire(file === undefined ? undefined : this.#shown.get(encodeURIComponent(file)));
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #childrenOf(node: LocalNode | undefined): Promise<readonly LocalNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#files.list().map((file) => ({ kind: 'localFile', file, isTarget: file === this.#files.target }));
      case 'localFile':
      case 'localSchema':
        return this.#below(node);
      case 'localTable':
        return node.table.columns.map((column) => ({ kind: 'localColumn', parent: node, column }));
      default:
        return [];
    }
  }

  async #below(node: Extract<LocalNode, { kind: 'localFile' | 'localSchema' }>): Promise<readonly LocalNode[]> {
    if (!existsSync(node.file)) return [{ kind: 'empty', parent: node, text: 'The file is not there yet' }];
    try {
      const content = await this.#files.describe(node.file);
      return node.kind === 'localFile' ? schemaNodes(node, content) : tableNodes(node, content);
    } catch (error) {
      return [{ kind: 'error', parent: node, error }];
    }
  }
}
