import { readFile } from 'node:fs/promises';
import { parseFaultRules } from './faults/parse-fault-rules.ts';
import { startSampleWarehouse } from './sample-warehouse.ts';

export interface RunSampleWarehouseArguments {
  readonly port?: number;
  readonly scale?: number;
  readonly databases?: readonly string[];
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
  const { host, port, httpPath, token, caFile, close } = await startSampleWarehouse({ ...options, faults });
  process.stdout.write(`${JSON.stringify({ event: 'ready', host, port, httpPath, token, caFile })}\n`);
  await told;
  await close();
}
