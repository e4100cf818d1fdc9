import { rm } from 'node:fs/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { VolumeStore } from '../volumes/volume-store.ts';
import { translateFailure } from './errors.ts';
import { executeStatement } from './execute-statement.ts';
import { textLiteral } from './quote.ts';
import { resultFile } from './run-query.ts';
import type { SqlEngine, SqlResult } from './sql-engine.ts';
import type { Warehouse } from './warehouse.ts';

/** Where statements write files, and how long these become, about. */
export interface ExportPlaces {
  readonly volumes: VolumeStore;
  readonly exportFileBytes: number;
}

/** Each statement has a connection of its own, so that statements run side by side and end one by one. */
export class DuckdbEngine implements SqlEngine {
  private readonly instance: DuckDBInstance;
  private readonly owner: DuckDBConnection;
  private readonly warehouse: Warehouse;
  private readonly directory: string;
  private readonly user: string;
  private readonly exports: ExportPlaces;
  private readonly running = new Set<Promise<SqlResult>>();
  private results = 0;

  constructor(
    instance: DuckDBInstance,
    owner: DuckDBConnection,
    warehouse: Warehouse,
    directory: string,
    user: string,
    exports: ExportPlaces,
  ) {
    this.instance = instance;
    this.owner = owner;
    this.warehouse = warehouse;
    this.directory = directory;
    this.user = user;
    this.exports = exports;
  }

  /** `now` is the time of a commit, in milliseconds since 1970. */
  async execute(sql: string, options: Parameters<SqlEngine['execute']>[1], now = Date.now()): Promise<SqlResult> {
    const { signal } = options;
    signal.throwIfAborted();
    const run = this.run(sql, options, now);
    this.running.add(run);
    const settled = () => this.running.delete(run);
    run.then(settled, settled);
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    try {
      return await Promise.race([run, aborted]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  private async run(sql: string, options: Parameters<SqlEngine['execute']>[1], now: number): Promise<SqlResult> {
    const { session, signal } = options;
    const connection = await this.instance.connect();
    // An interrupt between two statements of DuckDB is lost, so it is said again until the end.
    let interrupting: NodeJS.Timeout | undefined;
    const interrupt = () => {
      connection.interrupt();
      interrupting = setInterval(() => connection.interrupt(), 50);
    };
    signal.addEventListener('abort', interrupt);
    this.results += 1;
    const file = resultFile(this.directory, this.results);
    try {
      signal.throwIfAborted();
      await connection.run(`SET TimeZone = ${textLiteral(session.timeZone)}`);
      return await executeStatement(sql, {
        connection,
        warehouse: this.warehouse,
        ...this.exports,
        session,
        parameters: options.parameters ?? [],
        user: this.user,
        now,
        file,
        signal,
        ...(options.rowLimit === undefined ? {} : { rowLimit: options.rowLimit }),
        ...(options.isKept === undefined ? {} : { isKept: options.isKept }),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw translateFailure(error, sql);
    } finally {
      clearInterval(interrupting);
      signal.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  }

  /** A connection to the database behind the statements, where rows are as they are stored. */
  connect(): Promise<DuckDBConnection> {
    return this.instance.connect();
  }

  /** Waits for statements that still run, aborted ones included. */
  async close(): Promise<void> {
    await Promise.allSettled(this.running);
    this.owner.closeSync();
    this.instance.closeSync();
    await rm(this.directory, { recursive: true, force: true });
  }
}
