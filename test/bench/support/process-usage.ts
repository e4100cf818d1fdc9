import { readdirSync, readFileSync } from 'node:fs';

/** What a process and those it has started use; Linux only, zeros elsewhere and once they have ended. */
export interface Usage {
  /** Resident memory now, all processes together, in bytes. */
  readonly memory: number;
  /** The most that one of the processes has had, in bytes. */
  readonly highest: number;
  /** CPU seconds so far, children that have ended included. */
  readonly cpu: number;
}

/** Of a clock tick, in seconds; the same on every Linux that Node runs on. */
const tick = 0.01;

/** Absent once the process has ended. */
function readProc(file: string): string | undefined {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function familyOf(pid: number): readonly number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    (readProc(`${pid}/task/${thread}/children`) ?? '').split(' ').filter((child) => child.trim() !== ''),
  );
  return [pid, ...children.flatMap((child) => familyOf(Number(child)))];
}

function kilobytes(status: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

/** Fields 14 to 17: user and system time, its own and that of children that have ended. */
function cpuOf(pid: number): number {
  const fields = (readProc(`${pid}/stat`) ?? '').replace(/^.*\)/s, '').trim().split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * tick, 0);
}

export function readUsage(pid: number): Usage {
  const statuses = familyOf(pid).map((one) => ({ cpu: cpuOf(one), status: readProc(`${one}/status`) ?? '' }));
  return {
    memory: statuses.reduce((sum, { status }) => sum + kilobytes(status, 'VmRSS'), 0),
    highest: statuses.reduce((most, { status }) => Math.max(most, kilobytes(status, 'VmHWM')), 0),
    cpu: statuses.reduce((sum, { cpu }) => sum + cpu, 0),
  };
}
