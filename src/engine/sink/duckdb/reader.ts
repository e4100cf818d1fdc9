import { DuckDBConnection, type DuckDBPreparedStatement, StatementType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { ReplicatorError } from '../../../shared/errors.ts';
import { cutText, longestValue } from '../../../shared/rows.ts';
import { readFirstRows, serializeQuery, useTarget } from '../../sql/sample-queries.ts';
import type { Sample, SampleRequest, SinkRow, SinkValue } from '../sink.ts';
import { bindValues } from './bind-values.ts';
import { fromDuckdbError, fromQueryError } from './duckdb-errors.ts';
import { readRows } from './read-rows.ts';
import { explainedQuery, refuseFileFunctions, withoutEnd } from './reading-query.ts';

/** A connection that only looks. */
export class Reader {
  readonly #connection: DuckDBConnection;
  readonly #file: string;

  private constructor(connection: DuckDBConnection, file: string) {
    this.#connection = connection;
    this.#file = file;
  }

  static async open(instance: duckdb.Database, file: string): Promise<Reader> {
    const raw = await duckdb.connect(instance);
    try {
      await duckdb.query(raw, useTarget);
      return new Reader(new DuckDBConnection(raw), file);
    } catch (error) {
      duckdb.disconnect_sync(raw);
      throw fromDuckdbError(error, file);
    }
  }

  async run(sql: string, values: readonly SinkValue[] = []): Promise<readonly SinkRow[]> {
    try {
      return await this.#rows(sql, values);
    } catch (error) {
      throw fromDuckdbError(error, this.#file);
    }
  }

  /** @throws ReplicatorError `query.invalid`, `sink.*`, `run.cancelled` */
  async sample({ sql, limit }: SampleRequest): Promise<Sample> {
    try {
      const query = withoutEnd(sql);
      const columns = await this.#check(query);
      const [serialized] = await this.#rows(serializeQuery, [query]);
      refuseFileFunctions(String(serialized?.query ?? ''));
      const explained = explainedQuery(query);
      const first = explained === undefined ? readFirstRows(query, columns.length, limit + 1, longestValue + 1) : query;
      const rows = await this.#rows(first, []);
      return {
        columns,
        rows: rows.slice(0, limit).map((row) => Object.values(row).map(textOf)),
        more: rows.length > limit,
      };
    } catch (error) {
      throw fromQueryError(error, this.#file);
    }
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): void {
    this.#connection.closeSync();
  }

  /** The columns of one statement that reads, which is not run. */
  async #check(query: string): Promise<Sample['columns']> {
    const explained = explainedQuery(query);
    if (explained !== undefined) await this.#check(explained);
    return this.#prepared(query, async (prepared) => {
      const allowed = explained === undefined ? StatementType.SELECT : StatementType.EXPLAIN;
      if (prepared.statementType !== allowed) {
        throw new ReplicatorError('query.invalid', 'This statement would do more than read: nothing was done.');
      }
      return Array.from({ length: prepared.columnCount }, (_, i) => ({
        name: prepared.columnName(i),
        type: String(prepared.columnType(i)),
      }));
    });
  }

  #rows(sql: string, values: readonly SinkValue[]): Promise<readonly SinkRow[]> {
    return this.#prepared(sql, async (prepared) => {
      bindValues(prepared, values);
      return readRows(await prepared.run());
    });
  }

  async #prepared<T>(sql: string, use: (prepared: DuckDBPreparedStatement) => Promise<T>): Promise<T> {
    const prepared = await this.#connection.prepare(sql);
    try {
      return await use(prepared);
    } finally {
      prepared.destroySync();
    }
  }
}

function textOf(value: SinkValue): string | null {
  return cutText(value === null ? null : String(value));
}
