import type { RunContext } from './run-context.ts';

/** Milliseconds for taking files away that are of no use any more. */
const longestFarewell = 30_000;

/** What a run has left in a volume; a failure costs space there and nothing else. */
export async function removeExports(volume: string, runId: string, { volumes, log }: RunContext): Promise<void> {
  const failure = await volumes.removeRun(volume, runId, AbortSignal.timeout(longestFarewell));
  if (failure !== undefined) log('warn', `Exported files could not be removed: ${failure.message}`, { runId, volume });
}
