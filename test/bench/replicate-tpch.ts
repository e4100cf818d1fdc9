// The whole product against the sample warehouse, each in a process of its own, beside DuckDB's own CREATE TABLE AS from
// an attached file in the same run: the ratio of the two is what can be compared between machines.
// Usage: npm run bench -- replicate-tpch [--scale F] [--table NAME or '*']
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';

const { values } = parseArgs({
  options: { scale: { type: 'string', default: '1' }, table: { type: 'string', default: 'lineitem' } },
});
const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(path.join(tmpdir(), 'replicate-bench-'));

interface ReadyLine {
  readonly host: string;
  readonly port: number;
  readonly httpPath: string;
  readonly token: string;
  readonly caFile: string;
}

/** Peak resident memory of a process, in bytes (Linux); 0 when it has ended. */
function peakMemory(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

async function firstLine(child: ReturnType<typeof spawn>): Promise<string> {
  if (child.stdout === null) throw new Error('The sample warehouse has no output.');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('The sample warehouse ended before it was ready.');
}

interface Replicated {
  readonly seconds: number;
  readonly rows: number;
  readonly bytes: number;
  readonly wireBytes: number;
  readonly peak: number;
}

async function replicate(document: string, token: string): Promise<Replicated> {
  const child = spawn(process.execPath, [cli, 'run', document, '--json'], {
    env: { ...process.env, DATABRICKS_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const started = performance.now();
  const result = { rows: 0, bytes: 0, wireBytes: 0, peak: 0 };
  const watch = setInterval(() => {
    result.peak = Math.max(result.peak, peakMemory(child.pid));
  }, 50);
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line);
    if (event.event !== 'table') continue;
    if (event.outcome.state !== 'done') throw new Error(JSON.stringify(event.outcome));
    const { rows, bytes, wireBytes } = event.outcome.receipt;
    result.rows += rows.stored;
    result.bytes += bytes;
    result.wireBytes += wireBytes;
  }
  const seconds = (performance.now() - started) / 1000;
  const code = await exited;
  clearInterval(watch);
  if (code !== 0) throw new Error(`The run ended with ${code}.`);
  return { ...result, seconds };
}

/** Seconds for CREATE TABLE AS of all tables of the attached copy into a fresh file, checkpoint included. */
async function createTableAs(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET threads = ${availableParallelism()}; SET preserve_insertion_order = false`);
  await connection.run(
    `ATTACH '${file}' AS copy (READ_ONLY); ATTACH '${path.join(folder, 'limit.duckdb')}' AS "limit"`,
  );
  const found = await connection.runAndReadAll("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'tpch'");
  const tables = found.getRows().map(([name]) => String(name));
  const started = performance.now();
  for (const table of tables)
    await connection.run(`CREATE TABLE "limit"."${table}" AS SELECT * FROM copy.tpch."${table}"`);
  await connection.run('CHECKPOINT "limit"');
  const seconds = (performance.now() - started) / 1000;
  connection.closeSync();
  instance.closeSync();
  rmSync(path.join(folder, 'limit.duckdb'));
  return seconds;
}

const mega = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

const warehouse = spawn(process.execPath, [cli, 'sample-warehouse', '--scale', values.scale], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const ready = JSON.parse(await firstLine(warehouse)) as ReadyLine;
  const target = path.join(folder, 'copy.duckdb');
  const document = path.join(folder, 'bench.replication.yaml');
  writeFileSync(
    document,
    `connection:\n  host: ${ready.host}:${ready.port}\n  httpPath: ${ready.httpPath}\n  caFile: ${ready.caFile}\ntarget: ${target}\ntables: ["samples.tpch.${values.table}"]\n`,
  );
  for (const round of ['cold (the warehouse makes its files)', 'warm', 'warm']) {
    const run = await replicate(document, ready.token);
    const limit = await createTableAs(target);
    console.log(
      [
        `${values.table}, scale ${values.scale}, ${round}: ${run.rows} rows in ${run.seconds.toFixed(1)} s`,
        `${Math.round(run.rows / run.seconds)} rows/s, ${mega(run.bytes / run.seconds)}/s of Arrow, ${mega(run.wireBytes / run.seconds)}/s on the wire`,
        `CREATE TABLE AS ${limit.toFixed(1)} s, ratio ${(limit / run.seconds).toFixed(2)}`,
        `peak memory: engine ${mega(run.peak)}, warehouse ${mega(peakMemory(warehouse.pid))}, file ${mega(statSync(target).size)}`,
      ].join('\n  '),
    );
  }
} finally {
  warehouse.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
