import { randomUUID } from 'node:crypto';
import type { Parts } from '../parts.ts';
import { readRunDocument } from '../runs/read-run-document.ts';
import { readSetting } from '../settings.ts';
import type { PlanBoard } from './plan-board.ts';

/**
 * Has a document planned; what becomes of it is on the board.
 * @param document - its URI
 * @param identity - what it asks for at this moment
 */
export function planDocument(
  { connections, engine }: Pick<Parts, 'connections' | 'engine'>,
  plans: PlanBoard,
  document: string,
  identity: string | undefined,
): Promise<void> {
  const operation = randomUUID();
  return plans.plan(document, identity, async (signal) => {
    const { connect, file, replication } = await readRunDocument(document, connections);
    const connection = await connect();
    signal.throwIfAborted();
    const cancel = (): void => void engine.service.cancel(operation);
    signal.addEventListener('abort', cancel, { once: true });
    const keepPrevious = readSetting('replicator.runs.keepPrevious');
    const plan = engine.service.plan(operation, { connection, replication, file, keepPrevious });
    return plan.finally(() => signal.removeEventListener('abort', cancel));
  });
}
