import { Database } from '../../../../src/engine/sink/duckdb/database.ts';

/** The real thread of the database; DuckDB has less memory than it was meant to have. */
const open = Database.open.bind(Database);
Database.open = (options) => open({ ...options, memoryBytes: 96 * 2 ** 20 });
await import('../../../../src/engine/sink/duckdb/sink-thread.ts');
