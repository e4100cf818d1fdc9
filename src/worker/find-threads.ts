import type { EngineThreads } from '../engine/threads.ts';

/** Bundled, the threads lie beside the worker; in the sources they have places of their own. */
export function findThreads(entry: string): EngineThreads {
  const beside = (file: string): URL => new URL(file, entry);
  if (!entry.endsWith('.ts')) return { fetch: beside('fetch-thread.js'), sink: beside('sink-thread.js') };
  return {
    fetch: beside('../engine/source/fetch/fetch-thread.ts'),
    sink: beside('../engine/sink/duckdb/sink-thread.ts'),
  };
}
