import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Rounds, Run } from './compare.ts';
import { type Contender, type Copy, limit } from './contenders.ts';
import { countRows } from './count-rows.ts';
import { cacheFolder } from './made-database.ts';
import type { LeftOut } from './report.ts';
import { runMeasured } from './run-measured.ts';

/** What is copied, and how many rows of it there must be afterwards. */
export interface Task {
  readonly copy: Omit<Copy, 'file'>;
  readonly rows: number;
}

type Outcome = Run | Omit<LeftOut, 'name'>;

export interface Taken {
  readonly rounds: readonly Rounds[];
  readonly leftOut: readonly LeftOut[];
}

/** One copy into a fresh file, which goes afterwards. @throws Error where rows are missing, or one too many */
async function runOnce(contender: Contender, { copy, rows }: Task, warehousePid: number): Promise<Outcome> {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(path.join(cacheFolder, 'copies-'));
  const into = { ...copy, file: path.join(folder, 'copy.duckdb') };
  try {
    const outcome = await runMeasured(contender.start(into), warehousePid);
    if ('skipped' in outcome) return { reason: outcome.skipped, isFailure: false };
    const fileBytes = statSync(into.file).size;
    const counted = await countRows(into.file, contender.makes(into));
    if (counted !== rows) throw new Error(`It wrote ${counted} rows of ${rows}.`);
    return { ...outcome, rows, fileBytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * One round that does not count, so that the warehouse has made its files and the disk its cache, then `count` rounds in
 * turn. Whoever cannot do it or fails at it is left out of all of them, with the reason.
 */
export async function runRounds(
  contenders: readonly Contender[],
  taskOf: (contender: Contender) => Task,
  warehousePid: number,
  count: number,
): Promise<Taken> {
  const leftOut: LeftOut[] = [];
  const running = new Map(contenders.map((contender) => [contender, [] as Run[]]));
  for (let round = 0; round <= count; round += 1) {
    for (const [contender, runs] of running) {
      const outcome = await attempt(contender, taskOf(contender), warehousePid);
      if ('reason' in outcome) {
        leftOut.push({ name: contender.name, ...outcome });
        running.delete(contender);
        console.error(`  ${contender.name}: ${outcome.reason}`);
        continue;
      }
      console.error(
        `  ${round === 0 ? 'warming up' : `round ${round}`}: ${contender.name} ${outcome.seconds.toFixed(1)} s, CPU ${outcome.cpu.toFixed(1)} s`,
      );
      if (round > 0) runs.push(outcome);
    }
  }
  return { rounds: [...running].map(([{ name }, runs]) => ({ name, runs })), leftOut };
}

/** @throws Error where not even the limit could be measured */
export function limitOf({ rounds, leftOut }: Taken): Rounds {
  const found = rounds.find(({ name }) => name === limit.name);
  const reason = leftOut.find(({ name }) => name === limit.name)?.reason;
  if (found === undefined) throw new Error(`The limit could not be measured: ${reason}`);
  return found;
}

async function attempt(contender: Contender, task: Task, warehousePid: number): Promise<Outcome> {
  try {
    return await runOnce(contender, task, warehousePid);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), isFailure: !contender.isPeer };
  }
}
