import { homedir } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { openEngine } from '../engine/open-engine.ts';
import type { EngineThreads } from '../engine/threads.ts';
import { sampleWarehouseCommand } from './commands/sample-warehouse.ts';
import { resolveConnection } from './connection/resolve-connection.ts';
import { startSampleProcess } from './connection/sample-process.ts';
import type { EngineHost } from './engine-session.ts';
import { abortOnInterrupt } from './interrupts.ts';
import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

const entry = fileURLToPath(import.meta.url);

/** Bundled, the threads lie beside this file; in the sources they have places of their own. */
function findThreads(): EngineThreads {
  const beside = (name: string): URL => new URL(`./${name}.js`, import.meta.url);
  if (!entry.endsWith('.ts')) return { fetch: beside('fetch-thread'), sink: beside('sink-thread') };
  return {
    fetch: new URL('../engine/source/fetch/fetch-thread.ts', import.meta.url),
    sink: new URL('../engine/sink/duckdb/sink-thread.ts', import.meta.url),
  };
}

const terminal = processTerminal(process.env);
const argv = process.argv.slice(2);
const serving = argv[0] === 'sample-warehouse';
const interrupts = serving
  ? undefined
  : abortOnInterrupt(() => terminal.complain('\nStopping in order; press Ctrl+C again to end at once.\n'));

const signal = interrupts?.signal ?? new AbortController().signal;

const host: EngineHost = {
  connect: (replication, documentFolder) =>
    resolveConnection(replication.connection, {
      env: process.env,
      homeFolder: homedir(),
      documentFolder,
      startSample: () => startSampleProcess(entry, [], signal),
    }),
  open: ({ connection, hostLabel }) => openEngine({ connection, hostLabel, threads: findThreads() }),
};

process.exitCode = await runCli(argv, {
  terminal,
  host,
  version: manifest.version,
  signal,
  serveSample: (args) => {
    // Started as somebody's child: do not outlive them, and do not stay for the channel's sake.
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel?.unref();
    return sampleWarehouseCommand(args);
  },
});
interrupts?.release();
