import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';

/** The real thread of the database, which dies as soon as it is asked for what the environment says. */
const at = process.env.DYING_AT ?? 'nothing';
await import('../../../../src/engine/sink/duckdb/sink-thread.ts');
parentPort?.on('message', (message: unknown) => {
  if (inspect(message, { depth: 8 }).includes(at)) process.exit(1);
});
