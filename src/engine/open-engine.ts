import type { DatabricksConnection } from '../network/databricks-connection.ts';
import { createChunkPort } from './chunk-port.ts';
import { Engine } from './engine.ts';
import type { ReadMemory } from './memory/run-memory.ts';
import { startSink } from './sink/duckdb/sink-client.ts';
import { createDatabricksSource } from './source/databricks/databricks-source.ts';
import { defaultSourceTiming, type SourceTiming } from './source/databricks/source-timing.ts';
import type { EngineThreads } from './threads.ts';

export interface EngineOptions {
  readonly connection: DatabricksConnection;
  readonly threads: EngineThreads;
  /** What plans and runs call the workspace; the host, unless that changes from start to start. */
  readonly hostLabel?: string;
  readonly timing?: SourceTiming;
  readonly readMemory?: ReadMemory;
}

/** An engine with its threads; `close` ends them in order. */
export interface OpenEngine {
  readonly engine: Engine;
  /** Lets go of file, connections and threads. What is under way is to be cancelled first. */
  close(): Promise<void>;
}

/** @throws ReplicatorError `usage.invalid` for a host or path that cannot be one */
export function openEngine(options: EngineOptions): OpenEngine {
  const { connection, threads, timing = defaultSourceTiming, readMemory } = options;
  const ends = createChunkPort();
  const source = createDatabricksSource(connection, threads, ends, timing);
  const sink = startSink(threads.sink, ends);
  const engine = new Engine({
    host: options.hostLabel ?? connection.host,
    catalog: source.catalog,
    control: source.control(),
    bulk: source.bulk,
    rows: source.rows(),
    volumes: source.volumes,
    fetcher: source.fetcher,
    sink,
    ...(readMemory === undefined ? {} : { readMemory }),
  });
  return {
    engine,
    async close() {
      await source.close();
      await sink.end();
    },
  };
}
