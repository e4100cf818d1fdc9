import { access } from 'node:fs/promises';
import { FaultFileError } from '../../sample-warehouse/faults/parse-fault-rules.ts';
import { runSampleWarehouse } from '../../sample-warehouse/run-sample-warehouse.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import type { SampleArguments } from '../parse-arguments.ts';

/**
 * Serves sample tables until the process is told to end.
 * @throws ReplicatorError `usage.invalid` for a file that is not there, and for a file of faults that is not sound
 */
export async function sampleWarehouseCommand(args: SampleArguments): Promise<void> {
  const { faults, ...options } = args;
  for (const file of [...args.databases, ...(faults === undefined ? [] : [faults])]) {
    await access(file).catch((cause: unknown) => {
      throw new ReplicatorError('usage.invalid', `The file ${file} cannot be read: is it there?`, { cause });
    });
  }
  try {
    await runSampleWarehouse({ ...options, ...(faults === undefined ? {} : { faultsFile: faults }) });
  } catch (error) {
    if (!(error instanceof FaultFileError)) throw error;
    throw new ReplicatorError('usage.invalid', `${faults}: ${error.message}`, { cause: error });
  }
}
