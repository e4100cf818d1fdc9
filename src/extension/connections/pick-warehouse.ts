import { ReplicatorError } from '../../shared/errors.ts';
import { executeCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';
import { chooseAuthority } from './choose-authority.ts';
import { askChoice, askText } from './wizard/ask.ts';
import { readWarehousePath } from './wizard/read-workspace-address.ts';
import { failedWarehouseItems, listWarehouseItems, type WarehouseChoice } from './wizard/warehouse-choices.ts';

/** Chooses another warehouse for a saved connection. @throws ReplicatorError `usage.invalid` where it is not to be chosen */
export async function pickWarehouse(
  { connections, engine }: Pick<Parts, 'connections' | 'engine'>,
  id: string,
): Promise<void> {
  const connection = connections.find(id);
  if (connection === undefined) return;
  if (connection.kind === 'environment') {
    throw new ReplicatorError(
      'usage.invalid',
      'The warehouse of this connection is what DATABRICKS_WAREHOUSE_ID says.',
    );
  }
  const question = { title: `Warehouse of ${connection.label}`, step: 1, totalSteps: 1 };
  const current = await connections.address(id);
  const answer = await askChoice<WarehouseChoice>({
    ...question,
    placeholder: 'Which SQL warehouse copies the tables?',
    preselect: (value) => value.kind === 'warehouse' && value.httpPath === current.httpPath,
    load: async () => listWarehouseItems(await engine.service.listWarehouses(current)),
    onFailure: failedWarehouseItems,
  });
  if (typeof answer === 'string') return;
  const { value } = answer;
  if (value.kind === 'signIn') {
    await executeCommand('replicator.connections.signIn', id);
    return;
  }
  if (value.kind === 'authority' && (connection.kind === 'host' || connection.kind === 'profile')) {
    const caFile = await chooseAuthority();
    if (caFile !== undefined) await connections.save({ ...connection, caFile });
  }
  if (value.kind === 'retry' || value.kind === 'authority') return pickWarehouse({ connections, engine }, id);
  const httpPath = value.kind === 'warehouse' ? value.httpPath : value.kind === 'type' ? await askPath(question) : '';
  if (httpPath === undefined) return;
  if (connection.kind === 'sample' && httpPath === '') return;
  await connections.save({ ...connection, httpPath });
}

async function askPath(question: {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}): Promise<string | undefined> {
  const answer = await askText({
    ...question,
    prompt: 'The HTTP path of the warehouse, from its connection details.',
    placeholder: '/sql/1.0/warehouses/1234567890abcdef',
    check: (text) =>
      readWarehousePath(text) === undefined ? 'A path such as /sql/1.0/warehouses/1234567890abcdef.' : undefined,
  });
  return typeof answer === 'string' ? undefined : readWarehousePath(answer.value);
}
