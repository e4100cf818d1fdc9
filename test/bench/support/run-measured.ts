import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { readUsage } from './process-usage.ts';

/** What a measured process says on its standard output, one JSON line each. */
export type MeasuredEvent =
  /** It cannot do what it was asked for; the reason is for people. */
  | { readonly event: 'skip'; readonly reason: string }
  /** Everything before is preparation: starting, connecting, planning. */
  | { readonly event: 'begin'; readonly prepareSeconds: number }
  /** The rows are in the file, and the file has been let go. */
  | {
      readonly event: 'end';
      readonly seconds: number;
      /** CPU seconds of the process and those it started meanwhile. */
      readonly cpu: number;
      readonly detail?: unknown;
    };

/** One measured run. */
export interface Measured {
  readonly seconds: number;
  /** CPU seconds while `seconds` went by, children included. */
  readonly cpu: number;
  /** The same of the warehouse, whose CPU is no work of the contender. */
  readonly warehouseCpu: number;
  /** Most resident memory of the process and those it started, in bytes. */
  readonly peak: number;
  readonly warehousePeak: number;
  /** From the start of the process until it began. */
  readonly startSeconds: number;
  /** The part of it that went into connecting and planning. */
  readonly prepareSeconds: number;
  readonly detail?: unknown;
}

/** A process that measures itself: it reads the job from its standard input and says what came of it. */
export interface MeasuredProcess {
  readonly command: string;
  readonly args: readonly string[];
  readonly job: unknown;
}

type Outcome = Measured | { readonly skipped: string };

const samplingMs = 50;

/** Runs a process of its own, and watches it and the warehouse from outside meanwhile. */
export async function runMeasured({ command, args, job }: MeasuredProcess, warehousePid?: number): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const pid = child.pid ?? 0;
  const warehouse = (): ReturnType<typeof readUsage> => readUsage(warehousePid ?? 0);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  // One that ends without having read its job is told by how it ended.
  child.stdin.on('error', () => undefined).end(JSON.stringify(job));
  let [peak, warehousePeak] = [0, 0];
  const sample = (): void => {
    const { memory, highest } = readUsage(pid);
    peak = Math.max(peak, memory, highest);
    warehousePeak = Math.max(warehousePeak, warehouse().memory);
  };
  const sampling = setInterval(sample, samplingMs);
  try {
    let skipped: string | undefined;
    let [startSeconds, prepareSeconds, warehouseBefore] = [0, 0, 0];
    let measured: Measured | undefined;
    const listening = (async () => {
      for await (const line of createInterface({ input: child.stdout })) {
        const event = parseEvent(line);
        if (event.event === 'skip') skipped = event.reason;
        if (event.event === 'begin') {
          [startSeconds, prepareSeconds] = [(performance.now() - started) / 1000, event.prepareSeconds];
          warehouseBefore = warehouse().cpu;
        }
        if (event.event !== 'end') continue;
        const { seconds, cpu, detail } = event;
        const warehouseCpu = warehouse().cpu - warehouseBefore;
        sample();
        measured = { seconds, cpu, warehouseCpu, peak, warehousePeak, startSeconds, prepareSeconds, detail };
      }
    })();
    const code = await Promise.race([failed, listening.then(() => exited)]);
    if (skipped !== undefined) return { skipped };
    if (measured === undefined || code !== 0) throw new Error(`It ended with ${code}: ${headed(complaints.trim())}`);
    return measured;
  } finally {
    clearInterval(sampling);
    // Only one that has said what it must not is still there; its file is about to go.
    child.kill('SIGKILL');
    child.stdout.resume();
    await exited;
  }
}

/** With the error first, which Node says behind the place in the source, and Python behind the whole stack. */
function headed(complaints: string): string {
  const error = /^[\w.]*(?:Error|Exception)\b.*$/m.exec(complaints)?.[0];
  return error === undefined || complaints.startsWith(error) ? complaints : `${error}\n${complaints}`;
}

function parseEvent(line: string): MeasuredEvent {
  try {
    return JSON.parse(line) as MeasuredEvent;
  } catch (error) {
    throw new Error(`It said what is no event: ${line.slice(0, 200)}`, { cause: error });
  }
}
