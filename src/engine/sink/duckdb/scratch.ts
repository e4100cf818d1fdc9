import { DuckDBConnection } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { SinkRow, Statement } from '../sink.ts';
import { bindValues } from './bind-values.ts';
import { fromQueryError } from './duckdb-errors.ts';
import { readRows } from './read-rows.ts';

/**
 * Runs one statement in an empty database in memory, which sees no file.
 * @throws ReplicatorError `query.invalid` for what a person wrote
 */
export async function calculate({ sql, values = [] }: Statement): Promise<readonly SinkRow[]> {
  const config = duckdb.create_config();
  const settings = { threads: '1', enable_external_access: 'false', lock_configuration: 'true' };
  for (const [name, value] of Object.entries(settings)) duckdb.set_config(config, name, value);
  const instance = await duckdb.open(':memory:', config);
  const connection = new DuckDBConnection(await duckdb.connect(instance));
  try {
    const prepared = await connection.prepare(sql);
    try {
      bindValues(prepared, values);
      return await readRows(await prepared.run());
    } finally {
      prepared.destroySync();
    }
  } catch (error) {
    throw fromQueryError(error);
  } finally {
    connection.closeSync();
    duckdb.close_sync(instance);
  }
}
