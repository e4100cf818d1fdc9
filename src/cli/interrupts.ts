import process from 'node:process';

/**
 * The first Ctrl+C (or SIGTERM) aborts the signal, so that a run stops in order; the second ends the process at once.
 * @param onFirst told once, to say that it is stopping
 */
export function abortOnInterrupt(onFirst: () => void): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      // An orderly exit would tear down the thread of the database in the middle of a query, which aborts the process.
      release();
      process.kill(process.pid, 'SIGINT');
      return;
    }
    controller.abort();
    onFirst();
  };
  const release = (): void => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return { signal: controller.signal, release };
}
