import { parentPort } from 'node:worker_threads';

/** The real thread of the database, which dies as soon as it is to write chunks. */
await import('../../../../src/engine/sink/duckdb/sink-thread.ts');
parentPort?.on('message', (message: unknown) => {
  if (typeof message === 'object' && message !== null && 'm' in message && message.m === 'ingest') process.exit(1);
});
