import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer other than `undefined` or `false`.
 * @throws Error that names what was awaited
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, timeout = 20_000): Promise<T> {
  for (const deadline = Date.now() + timeout; ; await pause(100)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s in vain for ${what}.`);
  }
}
