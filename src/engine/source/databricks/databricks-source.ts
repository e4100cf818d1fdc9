import type { MessagePort } from 'node:worker_threads';
import { Agents } from '../../../network/agents.ts';
import type { DatabricksConnection } from '../../../network/databricks-connection.ts';
import { type BreakerOptions, defaultBreakerOptions, HostBreakers } from '../../resilience/circuit-breaker.ts';
import { defaultRetryTiming, type RetryTiming } from '../../resilience/retry.ts';
import type { EngineThreads } from '../../threads.ts';
import { ThreadedChunkFetcher } from '../fetch/chunk-fetcher.ts';
import type { BulkReader, CatalogReader, ChunkFetcher, ControlSession } from '../source.ts';
import { warehouseIdOf } from './connection.ts';
import { DriverControlSession } from './control-session.ts';
import { defaultPollTiming, type PollTiming } from './poll-timing.ts';
import { RestClient } from './rest-client.ts';
import { StatementClient } from './statements.ts';
import { UnityCatalog } from './unity-catalog.ts';
import { Warehouse } from './warehouse.ts';

/** The fetching end of the port to the sink, and the counter of what was sent on it. */
export interface FetchPortEnd {
  readonly fetchPort: MessagePort;
  readonly signal: SharedArrayBuffer;
}

/** How patient the source is; milliseconds. */
export interface SourceTiming {
  readonly retry: RetryTiming;
  readonly poll: PollTiming;
  readonly breaker: BreakerOptions;
  /** Without a byte from the workspace; longer than it may hold back an answer on purpose. */
  readonly restStall: number;
  /** Without a byte of a download. */
  readonly downloadStall: number;
}

export const defaultSourceTiming: SourceTiming = {
  retry: defaultRetryTiming,
  poll: defaultPollTiming,
  breaker: defaultBreakerOptions,
  restStall: 60_000,
  downloadStall: 30_000,
};

export interface DatabricksSource {
  readonly catalog: CatalogReader;
  readonly bulk: BulkReader;
  readonly fetcher: ChunkFetcher;
  /** The one session for small results; nothing is opened before its first query. */
  control(): ControlSession;
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
  const agents = new Agents(connection.network);
  const breakers = new HostBreakers(timing.breaker);
  const rest = new RestClient(connection, agents, breakers, {
    retryTiming: timing.retry,
    stallTimeout: timing.restStall,
  });
  const warehouse = new Warehouse(warehouseIdOf(connection.httpPath), rest, timing.poll);
  const bulk = new StatementClient(rest, warehouse, { pollTiming: timing.poll, retryTiming: timing.retry });
  const control = new DriverControlSession(connection, breakers, timing.retry);
  const fetcher = new ThreadedChunkFetcher({
    entry: threads.fetch,
    fetchPort: port.fetchPort,
    signal: port.signal,
    network: connection.network,
    timing: { retry: timing.retry, breaker: timing.breaker, stallTimeout: timing.downloadStall },
  });
  return {
    catalog: new UnityCatalog(rest),
    bulk,
    fetcher,
    control: () => control,
    async close() {
      await Promise.all([fetcher.close(), bulk.close(), control.close()]);
      agents.close();
    },
  };
}
