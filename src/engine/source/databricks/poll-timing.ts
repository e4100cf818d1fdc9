/** Milliseconds between two looks at something that takes its time. */
export interface PollTiming {
  readonly first: number;
  readonly longest: number;
}

export const defaultPollTiming: PollTiming = { first: 250, longest: 5000 };

/** Grows by half each time up to the longest, without an end. */
export function* growingDelays(timing: PollTiming): Generator<number, never> {
  for (let delay = timing.first; ; delay = Math.min(delay * 1.5, timing.longest)) yield delay;
}
