import type { Measured } from './run-measured.ts';
import { median, ratio, type Spread, spread } from './statistics.ts';

/** A measured run, and the file that it left. */
export interface Run extends Measured {
  /** Counted in the file. */
  readonly rows: number;
  readonly fileBytes: number;
}

/** All rounds of one contender on one shape; a round has the same place in all of them. */
export interface Rounds {
  readonly name: string;
  readonly runs: readonly Run[];
}

/** What the rounds say; every absolute number stands beside its ratio. */
export interface Comparison {
  readonly name: string;
  readonly rows: number;
  /** Rows per second in terms of the limit's, round by round: 1 is as fast as the limit. */
  readonly ofLimit: Spread;
  /** Rows per CPU second in the same terms; says more than time where others use the machine too. */
  readonly cpuOfLimit: Spread;
  /** Rows per second in terms of another contender's, if that was measured too. */
  readonly ofPeer?: Spread;
  /** Size of the file in terms of the limit's; of a part of the rows it would say nothing. */
  readonly fileOfLimit?: number;
  readonly rowsPerSecond: number;
  readonly seconds: number;
  readonly cpu: number;
  readonly warehouseCpu: number;
  readonly peak: number;
  readonly warehousePeak: number;
  /** From the start of the process until it had planned; not part of `seconds`. */
  readonly beforehand: number;
}

function byCpu({ rows, cpu }: Run): { readonly rows: number; readonly seconds: number } {
  return { rows, seconds: cpu };
}

function sameRound({ name, runs }: Rounds, round: number): Run {
  const run = runs[round];
  if (run === undefined) throw new RangeError(`There is no round ${round} of ${name}.`);
  return run;
}

/** @throws RangeError where the other has fewer rounds */
export function compare({ name, runs }: Rounds, limit: Rounds, peer?: Rounds): Comparison {
  const against = (other: Rounds, of: (one: Run, standard: Run) => number): Spread =>
    spread(runs.map((run, round) => of(run, sameRound(other, round))));
  const middle = (of: (run: Run) => number): number => median(runs.map(of));
  return {
    name,
    rows: middle(({ rows }) => rows),
    ofLimit: against(limit, ratio),
    cpuOfLimit: against(limit, (one, standard) => ratio(byCpu(one), byCpu(standard))),
    ...(peer === undefined ? {} : { ofPeer: against(peer, ratio) }),
    ...(runs.every(({ rows }, round) => rows === sameRound(limit, round).rows)
      ? { fileOfLimit: against(limit, (one, standard) => one.fileBytes / standard.fileBytes).median }
      : {}),
    rowsPerSecond: middle(({ rows, seconds }) => rows / seconds),
    seconds: middle(({ seconds }) => seconds),
    cpu: middle(({ cpu }) => cpu),
    warehouseCpu: middle(({ warehouseCpu }) => warehouseCpu),
    peak: middle(({ peak }) => peak),
    warehousePeak: middle(({ warehousePeak }) => warehousePeak),
    beforehand: middle(({ startSeconds }) => startSeconds),
  };
}
