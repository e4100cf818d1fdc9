import type { Workspace } from '../engine/source/databricks/open-workspace.ts';
import { ReplicatorError } from '../shared/errors.ts';
import type { Plan } from '../shared/plan.ts';
import type { EngineService } from '../shared/protocol/engine-protocol.ts';
import type { WorkerParts } from './worker-parts.ts';

type WarehouseCalls = Pick<
  EngineService,
  'probe' | 'listWarehouses' | 'describeWarehouse' | 'startWarehouse' | 'stopWarehouse'
>;

/** The connection itself and its warehouse; nothing here wakes one but `startWarehouse`. */
export function warehouseCalls({ workspaces, operations }: WorkerParts): WarehouseCalls {
  const signal = operations.ending;
  return {
    probe: (connection) =>
      workspaces.use(connection, async ({ user, warehouses, warehouseId }) => ({
        user: await user(signal),
        ...(warehouseId === undefined ? {} : { warehouse: await warehouses.describe(warehouseId, signal) }),
      })),
    listWarehouses: (connection) => workspaces.use(connection, ({ warehouses }) => warehouses.list(signal)),
    describeWarehouse: (connection) =>
      workspaces.use(connection, (workspace) => workspace.warehouses.describe(chosen(workspace), signal)),
    startWarehouse: (connection) =>
      workspaces.use(connection, (workspace) => workspace.warehouses.change(chosen(workspace), 'start', signal)),
    stopWarehouse: (connection) =>
      workspaces.use(connection, (workspace) => workspace.warehouses.change(chosen(workspace), 'stop', signal)),
  };
}

/** The warehouse for people who plan; whoever may not see it is told by the statements themselves. */
export async function describeChosen(workspace: Workspace, signal: AbortSignal): Promise<Plan['warehouse']> {
  try {
    const { name, state } = await workspace.warehouses.describe(chosen(workspace), signal);
    return { name, state };
  } catch (thrown) {
    if (!(thrown instanceof ReplicatorError) || thrown.code !== 'auth.forbidden') throw thrown;
    return undefined;
  }
}

function chosen({ warehouseId }: Workspace): string {
  if (warehouseId !== undefined) return warehouseId;
  throw new ReplicatorError('usage.invalid', 'No SQL warehouse is chosen for this connection yet.');
}
