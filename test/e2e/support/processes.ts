import { readdir, readFile } from 'node:fs/promises';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly argv: readonly string[];
}

/** The processes below one, nearest first (Linux). */
export async function listDescendants(pid: number): Promise<readonly RunningProcess[]> {
  const all = await listProcesses();
  const found: RunningProcess[] = [];
  for (const parents = [pid]; parents.length > 0; ) {
    const parent = parents.shift();
    const children = all.filter((process) => process.parent === parent);
    found.push(...children);
    parents.push(...children.map((child) => child.pid));
  }
  return found;
}

/** The environment that a process was started with, as the kernel shows it to others. */
export async function readEnvironment(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/environ`, 'utf8')).replaceAll('\0', '\n');
}

async function listProcesses(): Promise<readonly RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(pids.map((name) => readProcess(Number(name))));
  return processes.filter((process) => process !== undefined);
}

async function readProcess(pid: number): Promise<RunningProcess | undefined> {
  try {
    const [stat, line] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    // The name in brackets may itself contain brackets and blanks.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid, parent, argv: line.split('\0').slice(0, -1) };
  } catch (error) {
    // It ended while we looked.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return undefined;
    throw error;
  }
}
