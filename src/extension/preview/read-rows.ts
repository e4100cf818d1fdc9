import { cancelledError } from '../../shared/cancellation.ts';
import type { RowSample } from '../../shared/rows.ts';
import type { Parts } from '../parts.ts';
import { confirmWaking } from './confirm-waking.ts';
import type { PreviewSubject } from './preview-subject.ts';

/** @throws ReplicatorError `run.cancelled` where the warehouse may not be started, `auth.*`, `source.*`, `sink.*` */
export async function readRows(
  { engine, connections }: Pick<Parts, 'engine' | 'connections'>,
  subject: PreviewSubject,
  operation: string,
  limit: number,
  note: (text: string) => void,
): Promise<RowSample> {
  switch (subject.kind) {
    case 'local':
      return engine.service.previewLocal(operation, subject.file, subject.name, limit);
    case 'query':
      return engine.service.queryFile(operation, subject.file, subject.sql, limit);
    case 'source': {
      const address = await connections.address(subject.connectionId);
      if (address.httpPath !== '') {
        const warehouse = await engine.service.describeWarehouse(address);
        if (!(await confirmWaking(warehouse))) throw cancelledError();
        if (warehouse.state !== 'RUNNING')
          note(`The warehouse “${warehouse.name}” is starting, which can take minutes.`);
      }
      return engine.service.previewSource(operation, address, subject.name, limit);
    }
  }
}
