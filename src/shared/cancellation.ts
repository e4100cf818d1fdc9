import { ReplicatorError } from './errors.ts';

export function cancelledError(): ReplicatorError {
  return new ReplicatorError('run.cancelled', 'Cancelled.');
}

/** @throws ReplicatorError `run.cancelled` */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelledError();
}

/** @throws ReplicatorError `run.cancelled` as soon as the signal says so */
export function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(cancelledError());
    const onAbort = () => {
      clearTimeout(timer);
      reject(cancelledError());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * The promise's outcome, or `run.cancelled` as soon as the signal says so; the work behind the promise goes on, and what
 * becomes of it is the caller's to follow up.
 */
export async function orCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    // Its failure has no one left to hear of it, and would end the process.
    work.catch(() => undefined);
    throw cancelledError();
  }
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(cancelledError());
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
