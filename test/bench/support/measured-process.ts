import { text } from 'node:stream/consumers';
import type { MeasuredEvent } from './run-measured.ts';

/** The job of this process, from its standard input. */
export async function readJob<Job>(): Promise<Job> {
  return JSON.parse(await text(process.stdin)) as Job;
}

export function say(event: MeasuredEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** Times `work`, with the CPU seconds of the whole process, and says so, with the detail that it returns. */
export async function measure(prepareSeconds: number, work: () => Promise<unknown>): Promise<void> {
  say({ event: 'begin', prepareSeconds });
  const [started, cpuBefore] = [performance.now(), process.cpuUsage()];
  const detail = await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  say({ event: 'end', seconds, cpu: (user + system) / 1e6, detail });
}
