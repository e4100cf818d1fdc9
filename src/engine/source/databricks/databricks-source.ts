import type { MessagePort } from 'node:worker_threads';
import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import type { NetworkSettings } from '../../../network/network-settings.ts';
import type { EngineThreads } from '../../threads.ts';
import { ThreadedChunkFetcher } from '../fetch/chunk-fetcher.ts';
import type { BulkReader, CatalogReader, ChunkFetcher, ControlSession, RowReader, VolumeFiles } from '../source.ts';
import { openWorkspace } from './open-workspace.ts';
import { defaultSourceTiming, type SourceTiming } from './source-timing.ts';

/** The fetching end of the port to the sink, and the counter of what was sent on it. */
export interface FetchPortEnd {
  readonly fetchPort: MessagePort;
  readonly signal: SharedArrayBuffer;
}

export interface DatabricksSource {
  readonly catalog: CatalogReader;
  readonly bulk: BulkReader;
  readonly fetcher: ChunkFetcher;
  readonly volumes: VolumeFiles;
  /** The one session for small results; nothing is opened before its first query. */
  control(): ControlSession;
  /** Results of any size through the official driver. */
  rows(): RowReader;
  /** Ends the thread, the session and all connections. What is under way fails. */
  close(): Promise<void>;
}

/** Nothing is connected and no thread is started before it is needed. @throws ReplicatorError `usage.invalid` */
export function createDatabricksSource(
  connection: DatabricksConnection,
  threads: Pick<EngineThreads, 'fetch'>,
  port: FetchPortEnd,
  timing: SourceTiming = defaultSourceTiming,
): DatabricksSource {
  const workspace = openWorkspace(connection, timing);
  const fetcher = createFetcher(connection.network, threads, port, timing);
  return {
    catalog: workspace.catalog,
    bulk: workspace.bulk(),
    fetcher,
    volumes: workspace.volumes(),
    control: () => workspace.control(),
    rows: () => workspace.rows(),
    async close() {
      await Promise.all([fetcher.close(), workspace.close()]);
    },
  };
}

/** Downloads for one sink; its thread starts with the first of them. */
export function createFetcher(
  network: NetworkSettings,
  threads: Pick<EngineThreads, 'fetch'>,
  { fetchPort, signal }: FetchPortEnd,
  timing: SourceTiming = defaultSourceTiming,
): ChunkFetcher {
  return new ThreadedChunkFetcher({
    entry: threads.fetch,
    fetchPort,
    signal,
    network,
    timing: { retry: timing.retry, breaker: timing.breaker, stallTimeout: timing.downloadStall },
  });
}
