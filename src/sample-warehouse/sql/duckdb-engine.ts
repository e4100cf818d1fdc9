import { rm } from 'node:fs/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { translateFailure } from './errors.ts';
import { executeStatement } from './execute-statement.ts';
import { textLiteral } from './quote.ts';
import { resultFile } from './run-query.ts';
import type { SqlEngine, SqlResult } from './sql-engine.ts';
import type { Warehouse } from './warehouse.ts';

/** Each statement has a connection of its own, so that statements run side by side and end one by one. */
export class DuckdbEngine implements SqlEngine {
  private readonly instance: DuckDBInstance;
  private readonly owner: DuckDBConnection;
  private readonly warehouse: Warehouse;
  private readonly directory: string;
  private readonly user: string;
  private results = 0;

  constructor(
    instance: DuckDBInstance,
    owner: DuckDBConnection,
    warehouse: Warehouse,
    directory: string,
    user: string,
  ) {
    this.instance = instance;
    this.owner = owner;
    this.warehouse = warehouse;
    this.directory = directory;
    this.user = user;
  }

  /** `now` is the time of a commit, in milliseconds since 1970. */
  async execute(sql: string, options: Parameters<SqlEngine['execute']>[1], now = Date.now()): Promise<SqlResult> {
    const { session, signal } = options;
    signal.throwIfAborted();
    this.results += 1;
    const file = resultFile(this.directory, this.results);
    const connection = await this.instance.connect();
    const interrupt = () => connection.interrupt();
    signal.addEventListener('abort', interrupt);
    try {
      await connection.run(`SET TimeZone = ${textLiteral(session.timeZone)}`);
      return await executeStatement(sql, {
        connection,
        warehouse: this.warehouse,
        session,
        parameters: options.parameters ?? [],
        user: this.user,
        now,
        file,
        signal,
        ...(options.rowLimit === undefined ? {} : { rowLimit: options.rowLimit }),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw translateFailure(error, sql);
    } finally {
      signal.removeEventListener('abort', interrupt);
      connection.closeSync();
    }
  }

  async close(): Promise<void> {
    this.owner.closeSync();
    this.instance.closeSync();
    await rm(this.directory, { recursive: true, force: true });
  }
}
