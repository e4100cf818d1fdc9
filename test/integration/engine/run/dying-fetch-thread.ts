import { parentPort } from 'node:worker_threads';

/** The real thread of the downloads, which dies once it has been asked for a stream and for its first links. */
await import('../../../../src/engine/source/fetch/fetch-thread.ts');
let messages = 0;
parentPort?.on('message', () => {
  messages += 1;
  if (messages === 3) process.exit(1);
});
