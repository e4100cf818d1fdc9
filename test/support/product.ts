import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const cliFile = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** What a finished command left: the whole output, and one object per line of `--json`. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly ProductEvent[];
}

export interface ProductEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** The product in a process of its own, as people start it. */
export class Product {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'product-'));
  private readonly children = new Set<ChildProcess>();

  constructor() {
    if (!existsSync(cliFile)) throw new Error('dist/cli.js is missing: run npm run build first.');
  }

  /** Starts a command; `finished` resolves when it has ended, however it did. */
  start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
    const child = spawn(process.execPath, [cliFile, ...args], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.children.add(child);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const finished = once(child, 'close').then(([code, signal]): Finished => {
      this.children.delete(child);
      const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
      return { code, signal, stdout, stderr, events: lines.flatMap(parseLine) };
    });
    return { child, finished };
  }

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return this.start(args, env).finished;
  }

  /** A sample warehouse in a process of its own; ended with `close`. */
  async startWarehouse(args: readonly string[] = []): Promise<WarehouseProcess> {
    const child = spawn(process.execPath, [cliFile, 'sample-warehouse', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.children.add(child);
    for await (const line of createInterface({ input: child.stdout })) {
      return { ...(JSON.parse(line) as Omit<WarehouseProcess, 'child'>), child };
    }
    throw new Error('The sample warehouse ended before it was ready.');
  }

  write(name: string, text: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  async close(): Promise<void> {
    const ended = [...this.children].map((child) => {
      child.kill('SIGTERM');
      return once(child, 'close');
    });
    await Promise.all(ended);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface WarehouseProcess {
  readonly host: string;
  readonly port: number;
  readonly httpPath: string;
  readonly token: string;
  readonly caFile: string;
  readonly child: ChildProcess;
}

/** The `connection` of a document that reads from this warehouse. */
export function connectionTo(warehouse: Pick<WarehouseProcess, 'host' | 'port' | 'httpPath' | 'caFile'>): string {
  return `connection: {host: "${warehouse.host}:${warehouse.port}", httpPath: ${warehouse.httpPath}, caFile: ${warehouse.caFile}}\n`;
}

/** A line that was cut by a kill is no event. */
function parseLine(line: string): ProductEvent[] {
  try {
    return [JSON.parse(line) as ProductEvent];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
