import { setTimeout as sleep } from 'node:timers/promises';
import { growingDelays, type PollTiming } from './poll-timing.ts';
import type { Warehouse } from './warehouse.ts';

/** A statement that has no result after the first of these may be waiting for its warehouse. */
const looks: PollTiming = { first: 2000, longest: 5000 };

/** Tells whether the warehouse keeps a statement waiting, until it has been seen running or `end` is called. */
export function watchWarehouse(
  warehouse: Pick<Warehouse, 'state'>,
  signal: AbortSignal,
  tell: (waits: boolean) => void,
  timing: PollTiming = looks,
): { end(): void } {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  let told = false;
  const say = (waits: boolean): void => {
    if (waits === told) return;
    told = waits;
    tell(waits);
  };
  const watch = async (): Promise<void> => {
    for (const delay of growingDelays(timing)) {
      await sleep(delay, undefined, { signal: until });
      const state = await warehouse.state(until);
      if (until.aborted || state === 'RUNNING') return say(false);
      say(true);
    }
  };
  // Whoever may not see the warehouse is not told of it; the statement itself says what is wrong.
  void watch().catch(() => undefined);
  return {
    end() {
      over.abort();
      say(false);
    },
  };
}
