import { copyFileSync } from 'node:fs';
import path from 'node:path';
import type { ErrorData } from '../../src/shared/errors.ts';
import type { Receipt, TableOutcome } from '../../src/shared/receipt.ts';
import { connectionTo, type Finished, Product } from './product.ts';
import { readCopy } from './read-copy.ts';
import { type ServedOptions, ServedTables } from './served-tables.ts';

/** What to run: everything else is sound. */
export interface AttemptRequest {
  /** The YAML of `tables`. */
  readonly tables: string;
  readonly target?: string;
  readonly connection?: string;
  readonly token?: string;
  /** Further lines of the document. */
  readonly more?: string;
  readonly command?: 'plan' | 'run' | 'verify';
  readonly args?: readonly string[];
}

export interface Attempt {
  readonly code: number | null;
  readonly target: string;
  /** What failed, of the whole run or of a table. */
  readonly errors: readonly ErrorData[];
  /** What a person is told to do, where the whole run failed. */
  readonly action: string | undefined;
  readonly receipts: readonly Receipt[];
  readonly finished: Finished;
}

/** The product as people start it, against a sample warehouse in this process that can be disturbed. */
export class Attempts {
  readonly product = new Product();
  readonly served: ServedTables;
  private count = 0;

  private constructor(served: ServedTables) {
    this.served = served;
  }

  static async start(options: ServedOptions = {}): Promise<Attempts> {
    return new Attempts(await ServedTables.start(options));
  }

  async close(): Promise<void> {
    this.served.warehouse.faults.clear();
    await this.product.close();
    await this.served.close();
  }

  /** A target file of its own; a copy of another where one is given. */
  file(like?: string): string {
    this.count += 1;
    const file = path.join(this.product.folder, `target-${this.count}.duckdb`);
    if (like !== undefined) copyFileSync(like, file);
    return file;
  }

  async run(request: AttemptRequest): Promise<Attempt> {
    const { warehouse } = this.served;
    const { command = 'run', args = [], target = this.file(), token = warehouse.token } = request;
    this.count += 1;
    const text = `${request.connection ?? connectionTo(warehouse)}target: ${target}\n${request.more ?? ''}\ntables: ${request.tables}\n`;
    const document = this.product.write(`attempt-${this.count}.replication.yaml`, text);
    const finished = await this.product.run([command, document, '--json', ...args], { DATABRICKS_TOKEN: token });
    const outcomes = finished.events.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome as TableOutcome]));
    const thrown = finished.events.find(({ event }) => event === 'error');
    return {
      code: finished.code,
      target,
      errors: [
        ...(thrown === undefined ? [] : [thrown.error as ErrorData]),
        ...outcomes.flatMap((outcome) => (outcome.state === 'failed' ? [outcome.error] : [])),
      ],
      action: thrown?.action as string | undefined,
      receipts: outcomes.flatMap((outcome) => (outcome.state === 'done' ? [outcome.receipt] : [])),
      finished,
    };
  }

  /** `schema.table` of everything in a file but the replicator's own state; staging included. */
  async tablesIn(file: string): Promise<readonly string[]> {
    const rows = await readCopy(
      file,
      "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() WHERE database_name = 'copy' AND schema_name <> '_replicator' ORDER BY name",
    );
    return rows.map(({ name }) => String(name).replace(/__staging_\w+$/, '__staging'));
  }
}
