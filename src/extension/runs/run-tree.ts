import { type Disposable, EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { RunRecord } from '../../shared/run-record.ts';
import { renderRun, renderRunTable } from './render-run-node.ts';
import { type RunNode, tablesOf } from './run-node.ts';
import { inOrder, isActive } from './run-states.ts';
import type { Runs } from './runs.ts';

/** Progress comes some ten times a second; the tree shows it this often. */
const redrawMs = 300;

/** The tree “Runs”: every run with its tables. */
export class RunTree implements TreeDataProvider<RunNode>, Disposable {
  readonly #runs: Runs;
  readonly #changed = new EventEmitter<RunNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** The same object for the same thing, so that a part of the tree can be drawn anew. */
  readonly #nodes = new Map<string, RunNode>();
  readonly #shown = new Map<string, string>();
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  getChildren(node?: RunNode): RunNode[] {
    if (node === undefined) return inOrder(this.#runs.list()).map(({ id }) => this.node(id));
    const record = node.kind === 'run' ? this.#runs.find(node.run) : undefined;
    return record === undefined ? [] : tablesOf(record).map(({ source }) => this.node(record.id, source));
  }

  getParent(node: RunNode): RunNode | undefined {
    return node.kind === 'run' ? undefined : this.node(node.run);
  }

  getTreeItem(node: RunNode): TreeItem {
    const record = this.#runs.find(node.run);
    // It has just been forgotten; the tree is about to be drawn without it.
    if (record === undefined) return {};
    if (node.kind === 'run') return renderRun(record);
    const table = tablesOf(record).find(({ source }) => source === node.source);
    return table === undefined ? {} : renderRunTable(record, table);
  }

  node(run: string, source?: string): RunNode {
    const key = source === undefined ? run : `${run}/${source}`;
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node: RunNode = source === undefined ? { kind: 'run', run } : { kind: 'runTable', run, source };
    this.#nodes.set(key, node);
    return node;
  }

  /** A record as it is now; undefined where one was taken away. */
  update(record: RunRecord | undefined): void {
    if (record !== undefined && this.#shown.get(record.id) === shapeOf(record)) {
      this.#waiting.add(record.id);
      this.#timer ??= setTimeout(() => this.#redraw(), redrawMs);
      return;
    }
    if (record === undefined) this.#letGo();
    else this.#shown.set(record.id, shapeOf(record));
    this.#settle();
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#settle();
    this.#changed.dispose();
  }

  /** What only served runs that are off the list. */
  #letGo(): void {
    for (const [key, { run }] of this.#nodes) if (this.#runs.find(run) === undefined) this.#nodes.delete(key);
    for (const id of this.#shown.keys()) if (this.#runs.find(id) === undefined) this.#shown.delete(id);
  }

  #redraw(): void {
    for (const id of this.#waiting) this.#changed.fire(this.node(id));
    this.#settle();
  }

  /** Nothing waits any more: once told of a change, VS Code draws further ones only when none has come for 200 ms. */
  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }
}

/** While it stays, so does the place of the run in the tree. */
function shapeOf(record: RunRecord): string {
  return isActive(record) ? 'active' : record.state;
}
