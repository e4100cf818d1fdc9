import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Rounds, Run } from './compare.ts';
import { type Contender, type Copy, limit } from './contenders.ts';
import { cacheFolder } from './made-database.ts';
import { runMeasured } from './run-measured.ts';

/** What is copied, and how many rows of it there must be afterwards. */
export interface Task {
  readonly copy: Omit<Copy, 'file'>;
  readonly rows: number;
}

type Outcome = Run | { readonly skipped: string };

export interface Taken {
  readonly rounds: readonly Rounds[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** One copy into a fresh file, which goes afterwards. @throws Error where rows are missing, or one too many */
async function runOnce(contender: Contender, { copy, rows }: Task, warehousePid: number): Promise<Outcome> {
  const folder = path.join(cacheFolder, 'copies');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `copy-${process.pid}.duckdb`);
  try {
    const outcome = await runMeasured(contender.start({ ...copy, file }), warehousePid);
    if ('skipped' in outcome) return outcome;
    if (outcome.rows !== rows) throw new Error(`It wrote ${outcome.rows} rows of ${rows}.`);
    return { ...outcome, fileBytes: statSync(file).size };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * One round that does not count, so that the warehouse has made its files and the disk its cache, then `count` rounds in
 * turn. Whoever cannot do it is left out, with the reason.
 */
export async function runRounds(
  contenders: readonly Contender[],
  taskOf: (contender: Contender) => Task,
  warehousePid: number,
  count: number,
): Promise<Taken> {
  const skipped: { name: string; reason: string }[] = [];
  const running = new Map(contenders.map((contender) => [contender, [] as Run[]]));
  for (let round = 0; round <= count; round += 1) {
    for (const [contender, runs] of running) {
      const outcome = await attempt(contender, taskOf(contender), warehousePid);
      if ('skipped' in outcome) {
        skipped.push({ name: contender.name, reason: outcome.skipped });
        running.delete(contender);
        console.error(`  ${contender.name}: ${outcome.skipped}`);
        continue;
      }
      console.error(
        `  ${round === 0 ? 'warming up' : `round ${round}`}: ${contender.name} ${outcome.seconds.toFixed(1)} s, CPU ${outcome.cpu.toFixed(1)} s`,
      );
      if (round > 0) runs.push(outcome);
    }
  }
  return { rounds: [...running].map(([{ name }, runs]) => ({ name, runs })), skipped };
}

/** @throws Error where not even the limit could be measured */
export function limitOf({ rounds, skipped }: Taken): Rounds {
  const found = rounds.find(({ name }) => name === limit.name);
  if (found === undefined) throw new Error(`The limit could not be measured: ${skipped[0]?.reason}`);
  return found;
}

async function attempt(contender: Contender, task: Task, warehousePid: number): Promise<Outcome> {
  try {
    return await runOnce(contender, task, warehousePid);
  } catch (error) {
    return { skipped: error instanceof Error ? error.message : String(error) };
  }
}
