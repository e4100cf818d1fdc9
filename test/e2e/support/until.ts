import { setTimeout as pause } from 'node:timers/promises';
import { errors } from 'playwright-core';
import { patience } from './patience.ts';

/**
 * Asks again and again until there is an answer other than `undefined` or `false`.
 * @throws Error that names what was awaited
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  timeout = patience,
): Promise<T> {
  for (const deadline = Date.now() + timeout; ; await pause(100)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s in vain for ${what}.`);
  }
}

/** Tries again what did not come about within its time: what is clicked may move, or be drawn elsewhere, meanwhile. */
export async function attempt(what: string, act: () => Promise<void>): Promise<void> {
  await until(what, async () => {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof errors.TimeoutError) return false;
      throw error;
    }
  });
}
