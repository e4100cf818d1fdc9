import { setTimeout as pause } from 'node:timers/promises';

/** How long anything may take, on a machine that has other things to do; in milliseconds. */
export const patience = 90_000;

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
