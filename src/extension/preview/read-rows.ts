import { cancelledError, orCancelled } from '../../shared/cancellation.ts';
import type { RowSample } from '../../shared/rows.ts';
import { runCancellable } from '../engine-process/run-cancellable.ts';
import type { Parts } from '../parts.ts';
import { confirmWaking } from './confirm-waking.ts';
import type { PreviewSubject } from './preview-subject.ts';

/** @throws ReplicatorError `run.cancelled` where the warehouse may not be started too, `auth.*`, `source.*`, `sink.*` */
export async function readRows(
  { engine, connections }: Pick<Parts, 'engine' | 'connections'>,
  subject: PreviewSubject,
  limit: number,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<RowSample> {
  switch (subject.kind) {
    case 'local':
      return runCancellable(engine, signal, (operation) =>
        engine.service.previewLocal(operation, subject.file, subject.name, limit),
      );
    case 'query':
      return runCancellable(engine, signal, (operation) =>
        engine.service.queryFile(operation, subject.file, subject.sql, limit),
      );
    case 'source': {
      const address = await orCancelled(connections.address(subject.connectionId), signal);
      if (address.httpPath !== '') {
        const warehouse = await orCancelled(engine.service.describeWarehouse(address), signal);
        if (!(await confirmWaking(warehouse))) throw cancelledError();
        if (warehouse.state !== 'RUNNING')
          note(`The warehouse “${warehouse.name}” is starting, which can take minutes.`);
      }
      return runCancellable(engine, signal, (operation) =>
        engine.service.previewSource(operation, address, subject.name, limit),
      );
    }
  }
}
