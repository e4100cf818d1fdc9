/** @throws RangeError where there is nothing */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('There is no median of nothing.');
  return (low + high) / 2;
}

/** Rows and the seconds that they took. */
export interface Timed {
  readonly rows: number;
  readonly seconds: number;
}

/** How fast `one` was in terms of `standard`, row by row: 1 is as fast, 0.5 half as fast. */
export function ratio(one: Timed, standard: Timed): number {
  return one.rows / one.seconds / (standard.rows / standard.seconds);
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spread(numbers: readonly number[]): Spread {
  return { median: median(numbers), least: Math.min(...numbers), most: Math.max(...numbers) };
}
