#!/usr/bin/env node
import { homedir } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import type { EngineThreads } from '../engine/threads.ts';
import type { EngineHost } from './engine-session.ts';
import { abortOnInterrupt } from './interrupts.ts';
import { programName } from './program-name.ts';
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

const unread = new AbortController();
const terminal = processTerminal(process.env, () => unread.abort());
const argv = process.argv.slice(2);
const serving = argv[0] === 'sample-warehouse';
const interrupts = serving
  ? undefined
  : abortOnInterrupt(() => terminal.complain('\nStopping in order; press Ctrl+C again to end at once.\n'));

const signal = AbortSignal.any([unread.signal, ...(interrupts === undefined ? [] : [interrupts.signal])]);

// Engine and sample warehouse are imported where they are needed: `--help` does without them, and each without the other.
const host: EngineHost = {
  async connect(replication, documentFolder) {
    const { resolveConnection } = await import('../connections/resolve-connection.ts');
    return resolveConnection(replication.connection, {
      env: process.env,
      homeFolder: homedir(),
      documentFolder,
      now: Date.now,
      async startSample() {
        const { startSampleProcess } = await import('../connections/sample-process.ts');
        const ownGroup = process.platform !== 'win32';
        return startSampleProcess({ node: process.execPath, entry, env: process.env, ownGroup }, signal);
      },
    });
  },
  async open({ connection, hostLabel }) {
    const { openEngine } = await import('../engine/open-engine.ts');
    return openEngine({ connection, hostLabel, threads: findThreads(), readMemory: () => process.memoryUsage.rss() });
  },
  async undo(request, signal) {
    const { undoInFile } = await import('../engine/local/undo-in-file.ts');
    return undoInFile({ ...request, sinkEntry: findThreads().sink }, signal);
  },
};

process.exitCode = await runCli(argv, {
  terminal,
  host,
  version: manifest.version,
  program: programName(process.argv[1] ?? entry, process.cwd()),
  signal,
  async serveSample(args) {
    // Started as somebody's child: do not outlive them, and do not stay for the channel's sake.
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel?.unref();
    const { sampleWarehouseCommand } = await import('./commands/sample-warehouse.ts');
    await sampleWarehouseCommand(args);
  },
});
interrupts?.release();
