import process from 'node:process';
import { exitStatus } from './exit-status.ts';

/**
 * The first Ctrl+C (or SIGTERM) aborts the signal, so that a run stops in order; the second ends the process at once.
 * @param onFirst told once, to say that it is stopping
 */
export function abortOnInterrupt(onFirst: () => void): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitStatus.cancelled);
    controller.abort();
    onFirst();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    release() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}
