import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const cli = path.resolve(import.meta.dirname, '../../../dist/cli.js');

/** Where a sample warehouse listens. Goes to measured processes over their standard input, because of the token. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly httpPath: string;
  readonly token: string;
  readonly caFile: string;
}

export interface BenchWarehouse {
  readonly endpoint: Endpoint;
  readonly pid: number;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The sample warehouse has no output.');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('The sample warehouse ended before it was ready.');
}

/** Starts a sample warehouse that serves these databases, in a process of its own, for the time of some work. */
export async function withWarehouse<T>(
  databases: readonly string[],
  work: (warehouse: BenchWarehouse) => Promise<T>,
): Promise<T> {
  const args = databases.flatMap((file) => ['--database', file]);
  const child = spawn(process.execPath, [cli, 'sample-warehouse', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  try {
    const endpoint = JSON.parse(await firstLine(child)) as Endpoint;
    return await work({ endpoint, pid: child.pid ?? 0 });
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}
