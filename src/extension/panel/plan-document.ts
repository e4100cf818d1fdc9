import { orCancelled } from '../../shared/cancellation.ts';
import { runCancellable } from '../engine-process/run-cancellable.ts';
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
  return plans.plan(document, identity, async (signal) => {
    const { connect, file, replication } = await readRunDocument(document, connections);
    const connection = await orCancelled(connect(), signal);
    const keepPrevious = readSetting('replicator.runs.keepPrevious');
    return runCancellable(engine, signal, (operation) =>
      engine.service.plan(operation, { connection, replication, file, keepPrevious }),
    );
  });
}
