import duckdb from '@duckdb/node-bindings';
import { asReplicatorError, type ReplicatorError } from '../../../shared/errors.ts';
import { chunkFunction } from '../../sql/chunk-function.ts';
import { type ChunkScan, RowShare } from './chunk-scan.ts';
import { VectorFiller } from './vector-filler.ts';

interface OpenScan {
  readonly scan: ChunkScan;
  readonly names: readonly string[];
  readonly types: readonly duckdb.LogicalType[];
  /** How many of DuckDB's threads may read at most. */
  readonly threads?: number | undefined;
}

/** The table function through which DuckDB reads the scan that is under way. */
export class ChunkFunction {
  /** Why the last scan failed; DuckDB itself only keeps the text. */
  failure: ReplicatorError | undefined;
  readonly #threads: number;
  readonly #filler = new VectorFiller();
  #open: OpenScan | undefined;

  constructor(connection: duckdb.Connection, threads: number) {
    this.#threads = threads;
    const table = duckdb.create_table_function();
    duckdb.table_function_set_name(table, chunkFunction);
    duckdb.table_function_set_bind(table, (info) => this.#bind(info));
    duckdb.table_function_set_init(table, (info) => this.#init(info));
    duckdb.table_function_set_local_init(table, (info) => duckdb.init_set_init_data(info, new RowShare()));
    duckdb.table_function_set_function(table, (info, output) => this.#fill(info, output));
    duckdb.register_table_function(connection, table);
    duckdb.destroy_table_function_sync(table);
  }

  begin(open: OpenScan): void {
    this.#open = open;
    this.failure = undefined;
  }

  end(): void {
    this.#open = undefined;
  }

  #bind(info: duckdb.TableFunctionBindInfo): void {
    if (this.#open === undefined) {
      duckdb.bind_set_error(info, 'no scan is open');
      return;
    }
    for (const [i, type] of this.#open.types.entries()) {
      duckdb.bind_add_result_column(info, this.#open.names[i] ?? '', type);
    }
  }

  #init(info: duckdb.TableFunctionInitInfo): void {
    duckdb.init_set_max_threads(info, Math.min(this.#threads, this.#open?.threads ?? this.#threads));
  }

  #fill(info: duckdb.TableFunctionInfo, output: duckdb.DataChunk): void {
    try {
      const share = duckdb.function_get_local_init_data(info);
      if (!(share instanceof RowShare) || this.#open === undefined)
        throw new TypeError('a scan has a share per thread');
      const span = this.failure === undefined ? this.#open.scan.next(share) : undefined;
      duckdb.data_chunk_set_size(output, span?.count ?? 0);
      if (span === undefined) return;
      for (const [i, column] of span.columns.entries()) {
        this.#filler.fill(duckdb.data_chunk_get_vector(output, i), column, span.start, span.count);
      }
    } catch (error) {
      this.failure ??= asReplicatorError(error);
      duckdb.function_set_error(info, this.failure.message);
    }
  }
}
