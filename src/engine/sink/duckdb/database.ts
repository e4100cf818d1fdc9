import { setTimeout as delay } from 'node:timers/promises';
import { type DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { TargetName } from '../../../shared/names.ts';
import { spoolOf } from '../../spool/spool-folder.ts';
import { targetAlias } from '../../sql/duckdb-text.ts';
import { allowFolder, attachFile, detachFile } from '../../sql/sink-statements.ts';
import type { OpenOptions, SinkRow, SinkValue } from '../sink.ts';
import { bindValues } from './bind-values.ts';
import { ChunkFunction } from './chunk-function.ts';
import { fromDuckdbError, isDetachedUnfinished, isFatal } from './duckdb-errors.ts';
import { createDatabase } from './new-database.ts';
import { readRows } from './read-rows.ts';
import { Reader } from './reader.ts';
import { FileIdentity, resolveTarget } from './target-file.ts';

/** How often, and after how many milliseconds, a locked file is tried again. */
const lockRetries = [100, 300];

/** One in-memory instance with the target file attached, and the one connection to it. */
export class Database {
  readonly file: string;
  /** DuckDB's own limit. */
  readonly memoryBytes: number;
  readonly threads: number;
  readonly chunkFunction: ChunkFunction;
  readonly #instance: duckdb.Database;
  readonly #raw: duckdb.Connection;
  readonly #connection: DuckDBConnection;
  readonly #identity: FileIdentity;
  #broken: ReplicatorError | undefined;
  #committing = false;

  private constructor(file: string, instance: duckdb.Database, raw: duckdb.Connection, options: OpenOptions) {
    this.file = file;
    this.memoryBytes = options.memoryBytes;
    this.threads = options.threads;
    this.#instance = instance;
    this.#raw = raw;
    this.#connection = new DuckDBConnection(raw);
    this.#identity = new FileIdentity(file);
    this.chunkFunction = new ChunkFunction(raw, options.threads);
  }

  /** @throws ReplicatorError `sink.*` */
  static async open(options: OpenOptions): Promise<Database> {
    const file = resolveTarget(options.file);
    const instance = await duckdb.open(':memory:', configure(file, options)).catch((error: unknown) => {
      throw fromDuckdbError(error);
    });
    try {
      const raw = await duckdb.connect(instance);
      await duckdb.query(raw, "SET GLOBAL TimeZone = 'UTC'");
      if (options.readOnly !== true) await createDatabase(raw, file);
      await attach(raw, file, options.readOnly ?? false);
      // Whatever a query or a view says, no other file but those of the spool is read or written from here on.
      await duckdb.query(raw, allowFolder(spoolOf(file)));
      await duckdb.query(raw, 'SET enable_external_access = false');
      await duckdb.query(raw, 'SET lock_configuration = true');
      return new Database(file, instance, raw, options);
    } catch (error) {
      duckdb.close_sync(instance);
      throw fromDuckdbError(error, file);
    }
  }

  /** Runs one statement. */
  async run(sql: string, values: readonly SinkValue[] = []): Promise<readonly SinkRow[]> {
    if (this.#broken !== undefined) throw this.#broken;
    try {
      const prepared = await this.#connection.prepare(sql);
      try {
        bindValues(prepared, values);
        return await readRows(await prepared.run());
      } finally {
        prepared.destroySync();
      }
    } catch (error) {
      throw this.#explain(error);
    }
  }

  /** A connection of its own to look at the file with. @throws ReplicatorError `sink.*` */
  async openReader(): Promise<Reader> {
    if (this.#broken !== undefined) throw this.#broken;
    return Reader.open(this.#instance, this.file);
  }

  /** The types of the columns that a SELECT would give. */
  async columnTypes(sql: string): Promise<readonly duckdb.LogicalType[]> {
    try {
      const prepared = await duckdb.prepare(this.#raw, sql);
      const count = duckdb.prepared_statement_column_count(prepared);
      const types = Array.from({ length: count }, (_, i) => duckdb.prepared_statement_column_logical_type(prepared, i));
      duckdb.destroy_prepare_sync(prepared);
      return types;
    } catch (error) {
      throw this.#explain(error);
    }
  }

  /** What the body appends to a table is in once this returns; belongs into a transaction. */
  async append(table: TargetName, body: (appender: DuckDBAppender) => void): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    let appender: DuckDBAppender | undefined;
    try {
      appender = await this.#connection.createAppender(table.table, table.schema, targetAlias);
      body(appender);
      appender.flushSync();
    } catch (error) {
      // What is left in it must not be flushed when it is closed, nor hide what went wrong.
      appender?.clear();
      throw this.#explain(error);
    } finally {
      appender?.closeSync();
    }
  }

  /**
   * Runs the body between BEGIN and COMMIT; rolls back on any error.
   * @throws what the body threw; with the fact `commit: ambiguous` where only a look at the state tells what is in
   */
  async inTransaction<T>(body: () => Promise<T>): Promise<T> {
    this.#identity.check();
    await this.run('BEGIN');
    let value: T;
    try {
      value = await body();
      this.#identity.check();
    } catch (error) {
      await this.#rollBack();
      throw error;
    }
    await this.#commit();
    this.#identity.check();
    return value;
  }

  /** Interrupts the running statement; a COMMIT under way is left alone, since its outcome would be unknown. */
  interrupt(): void {
    if (!this.#committing) this.#connection.interrupt();
  }

  async close(): Promise<void> {
    try {
      if (this.#broken === undefined) await this.run(detachFile);
    } catch (error) {
      if (!isDetachedUnfinished(error)) throw error;
    } finally {
      this.#connection.closeSync();
      duckdb.close_sync(this.#instance);
    }
  }

  async #commit(): Promise<void> {
    this.#committing = true;
    try {
      await this.run('COMMIT');
    } catch (error) {
      const { code, message, facts } = fromDuckdbError(error);
      throw new ReplicatorError(code, message, { facts: { ...facts, commit: 'ambiguous' }, cause: error });
    } finally {
      this.#committing = false;
    }
  }

  async #rollBack(): Promise<void> {
    if (this.#broken !== undefined) return;
    try {
      await this.run('ROLLBACK');
    } catch (error) {
      // A transaction that is neither committed nor rolled back must not meet the next one.
      this.#broken ??= fromDuckdbError(error, this.file);
    }
  }

  #explain(error: unknown): ReplicatorError {
    const explained = fromDuckdbError(error, this.file);
    if (isFatal(error)) this.#broken = explained;
    return explained;
  }
}

function configure(file: string, options: OpenOptions): duckdb.Config {
  const config = duckdb.create_config();
  const settings = {
    preserve_insertion_order: 'false',
    // Five by default, for each thread: of a wide table that is hundreds of megabytes, and no faster.
    write_buffer_row_group_count: '1',
    // Gives memory that is free back to the system at once: some 40 MB less of a wide table.
    allocator_background_threads: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: String(options.threads),
    memory_limit: `${Math.max(1, Math.floor(options.memoryBytes / 1024))}KiB`,
    temp_directory: `${file}.tmp`,
  };
  for (const [name, value] of Object.entries(settings)) duckdb.set_config(config, name, value);
  return config;
}

async function attach(raw: duckdb.Connection, file: string, readOnly: boolean): Promise<void> {
  for (const pause of [...lockRetries, undefined]) {
    try {
      await duckdb.query(raw, attachFile(file, readOnly));
      return;
    } catch (error) {
      if (pause === undefined || fromDuckdbError(error).code !== 'sink.locked') throw error;
      await delay(pause);
    }
  }
}
