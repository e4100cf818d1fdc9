import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';

/** The real thread of the database, which dies as soon as it is to load files of the spool. */
await import('../../../../src/engine/sink/duckdb/sink-thread.ts');
parentPort?.on('message', (message: unknown) => {
  if (inspect(message, { depth: 8 }).includes('read_parquet')) process.exit(1);
});
