import { rowSetType } from '../protocol/constants.ts';
import type { ResultSetMetadata } from '../protocol/result-set.ts';
import { describeColumn } from '../results/column-descriptions.ts';
import { intColumn, textColumn } from '../results/column-values.ts';
import type { Fetched, FetchOptions, OperationResult } from '../results/operation-result.ts';
import { success, ThriftStatusError } from '../status.ts';

export interface MetadataColumn {
  readonly name: string;
  readonly comment: string;
  /** STRING when absent. */
  readonly typeText?: 'STRING' | 'INT';
}

type Cell = string | number | null;

/** The answer of a metadata call: a small table of text and numbers, handed out by columns. */
export class MetadataResult implements OperationResult {
  readonly metadata: ResultSetMetadata;
  readonly outlivesFetch = false;
  readonly #columns: readonly MetadataColumn[];
  readonly #rows: readonly (readonly Cell[])[];
  #next = 0;

  constructor(columns: readonly MetadataColumn[], rows: readonly (readonly Cell[])[]) {
    const described = columns.map(({ name, comment, typeText = 'STRING' }) => ({ name, comment, typeText }));
    this.metadata = {
      status: success,
      schema: { columns: described.map(describeColumn) },
      resultFormat: rowSetType.column,
      x0d01: 8,
      x0d08: true,
      x0d09: true,
    };
    this.#columns = columns;
    this.#rows = rows;
  }

  async fetch(options: FetchOptions): Promise<Fetched> {
    const start = options.startRowOffset ?? (options.first ? 0 : this.#next);
    if (start > this.#rows.length) throw new ThriftStatusError('HY106', `There is no row ${start}.`);
    const end = Math.min(this.#rows.length, start + options.maxRows);
    const rows = this.#rows.slice(start, end);
    this.#next = end;
    const columns = this.#columns.map(({ typeText }, i) => {
      const cells = rows.map((row) => row[i] ?? null);
      if (typeText === 'INT') return intColumn(cells.map((cell) => (cell === null ? null : Number(cell))));
      return textColumn(cells.map((cell) => (cell === null ? null : String(cell))));
    });
    return { results: { startRowOffset: start, rows: [], columns }, hasMoreRows: end < this.#rows.length };
  }

  async close(): Promise<void> {
    this.#next = this.#rows.length;
  }
}
