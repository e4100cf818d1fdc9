import type { IncomingMessage } from 'node:http';
import { waitFor } from '../../../shared/cancellation.ts';

/** Bytes that may come at once after a pause, in seconds of the limit. */
const burstSeconds = 0.1;

/** Holds the responses of all downloads together to so many bytes per second, by pausing each after what it brought. */
export class Bandwidth {
  #bytesPerSecond: number | undefined;
  /** Bytes that have come and were not yet allowed for; fewer than none after a pause. */
  #debt = 0;
  #at = performance.now();

  /** @param bytesPerSecond absent for as fast as it goes */
  limit(bytesPerSecond: number | undefined): void {
    if (bytesPerSecond === this.#bytesPerSecond) return;
    this.#bytesPerSecond = bytesPerSecond;
    this.#debt = 0;
    this.#at = performance.now();
  }

  pace(response: IncomingMessage): void {
    if (this.#bytesPerSecond === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    response.on('data', (part: Buffer) => {
      const wait = this.#spend(part.length, performance.now());
      if (wait <= 0) return;
      response.pause();
      clearTimeout(timer);
      timer = setTimeout(() => response.resume(), wait);
    });
    response.once('close', () => clearTimeout(timer));
  }

  /** Resolves when what came is allowed for. @throws ReplicatorError `run.cancelled` */
  async pay(bytes: number, signal: AbortSignal): Promise<void> {
    const wait = this.#spend(bytes, performance.now());
    if (wait > 0) await waitFor(wait, signal);
  }

  /** Milliseconds until what came is allowed for. */
  #spend(bytes: number, now: number): number {
    const rate = this.#bytesPerSecond;
    if (rate === undefined) return 0;
    const earned = ((now - this.#at) / 1000) * rate;
    this.#at = now;
    this.#debt = Math.max(this.#debt - earned, -rate * burstSeconds) + bytes;
    return (this.#debt / rate) * 1000;
  }
}
