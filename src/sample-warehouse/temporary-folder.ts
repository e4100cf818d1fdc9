import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const signals = ['SIGTERM', 'SIGINT'] as const;

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder that goes away with the process too, when that ends or is told to. */
export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'sample-warehouse-'));
  const removeNow = (): void => rmSync(path, { recursive: true, force: true });
  const ignoreSignals = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    ignoreSignals();
    // Others who listen decide how the process ends. Alone, it ends as it would have, but with the event `exit`.
    if (process.listenerCount(signal) === 0) process.exit(128 + constants.signals[signal]);
  };
  process.on('exit', removeNow);
  // First in line, so that a listener of others that listens only once is still counted.
  for (const signal of signals) process.prependListener(signal, onSignal);
  return {
    path,
    remove: async () => {
      ignoreSignals();
      process.off('exit', removeNow);
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
