import { randomUUID } from 'node:crypto';
import { throwIfCancelled } from '../../shared/cancellation.ts';
import type { EngineService, OperationId } from '../../shared/protocol/engine-protocol.ts';

/**
 * Starts an operation of the engine and has it cancelled when the signal says so.
 * @throws ReplicatorError `run.cancelled`, and what the operation throws
 */
export async function runCancellable<T>(
  engine: { readonly service: Pick<EngineService, 'cancel'> },
  signal: AbortSignal,
  start: (operation: OperationId) => Promise<T>,
): Promise<T> {
  throwIfCancelled(signal);
  const operation = randomUUID();
  // Where the process has just died there is nothing left to cancel, and the operation says so itself.
  const cancel = (): void => void engine.service.cancel(operation).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await start(operation);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
