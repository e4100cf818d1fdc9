import { readFile } from 'node:fs/promises';
import { parseFaultRules } from './faults/parse-fault-rules.ts';
import { startSampleWarehouse } from './sample-warehouse.ts';
import { furtherWarehouses } from './warehouses/warehouse-features.ts';

export interface RunSampleWarehouseArguments {
  readonly port?: number;
  readonly scale?: number;
  readonly databases?: readonly string[];
  readonly manyTables?: number;
  readonly tokenLifetimeSeconds?: number;
  readonly warehouseStartMs?: number;
  /** A JSON file of fault rules. */
  readonly faultsFile?: string;
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

/**
 * Runs a sample warehouse until SIGTERM or SIGINT; says on standard output, in one JSON line, where it can be reached.
 * Leaves nothing behind.
 * @throws FaultFileError
 */
export async function runSampleWarehouse(args: RunSampleWarehouseArguments): Promise<void> {
  const { faultsFile, ...options } = args;
  const told = untilTold();
  const faults = faultsFile === undefined ? [] : parseFaultRules(await readFile(faultsFile, 'utf8'));
  const { host, port, httpPath, token, principal, caFile, close } = await startSampleWarehouse({
    ...options,
    faults,
    furtherWarehouses,
  });
  const ready = { event: 'ready', host, port, httpPath, token, ...principal, caFile };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  await told;
  await close();
}
