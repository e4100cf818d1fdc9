import { sourceLabel } from '../../shared/names.ts';
import type { TablePlan } from '../../shared/plan.ts';
import type { RunContext } from './run-context.ts';

/** Milliseconds for taking files away that are of no use any more. */
const longestFarewell = 30_000;

/** What a run has left in a volume. */
export function removeRunExports(volume: string, runId: string, context: RunContext): Promise<void> {
  return remove({ runId, volume }, context, (signal) => context.volumes.removeRun(volume, runId, signal));
}

/** What this run has left in a volume for one table, as far as that is written down. */
export async function removeTableExports(table: TablePlan, context: RunContext): Promise<void> {
  if (table.volume === undefined) return;
  const source = sourceLabel(table.source);
  const slices = await context.state.slices(context.runId, source);
  for (const { folder } of slices.values()) if (folder !== undefined) await removeExport(folder, source, context);
}

/** @param source - of the table, for the log */
export function removeExport(folder: string, source: string, context: RunContext): Promise<void> {
  return remove({ table: source, folder }, context, (signal) => context.volumes.remove(folder, signal));
}

/** A failure costs space in the volume and nothing else, and a cancel does not wait. */
async function remove(
  what: Readonly<Record<string, string>>,
  { signal, log }: RunContext,
  work: (signal: AbortSignal) => Promise<Error | undefined>,
): Promise<void> {
  const failure = await work(AbortSignal.any([signal, AbortSignal.timeout(longestFarewell)]));
  if (failure !== undefined) log('warn', `Exported files could not be removed: ${failure.message}`, what);
}
