import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { version } from '@duckdb/node-api';

/** On what was measured; nothing of it names the machine. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly duckdb: string;
  /** Processes that wanted a core on average over the last minute: above the number of cores, seconds say little. */
  readonly load: number;
}

export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    system: `${platform()} ${arch()} ${release()}`,
    node: process.version,
    duckdb: version(),
    load: loadavg()[0] ?? 0,
  };
}

export function machineLine({ cores, cpu, memoryBytes, system, node, duckdb, load }: Machine): string {
  const memory = `${Math.round(memoryBytes / 1024 ** 3)} GiB`;
  return `${cores} cores (${cpu}), ${memory}, ${system}, Node ${node}, DuckDB ${duckdb}, load ${load.toFixed(1)} at the start`;
}
