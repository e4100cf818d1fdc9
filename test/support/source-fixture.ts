import { createChunkPort } from '../../src/engine/chunk-port.ts';
import { createDatabricksSource, type DatabricksSource } from '../../src/engine/source/databricks/databricks-source.ts';
import type { SourceTiming } from '../../src/engine/source/databricks/source-timing.ts';
import type { DatabricksConnection } from '../../src/network/databricks-connection.ts';
import { StreamCollector } from './stream-collector.ts';

/** As patient as a test can be. */
const quickTiming: SourceTiming = {
  retry: { firstDelay: 5, longestDelay: 20, longestRetryAfter: 300 },
  poll: { first: 5, longest: 40 },
  breaker: { failures: 50, pause: 200 },
  restStall: 20_000,
  downloadStall: 1200,
};

export interface SourceFixture {
  readonly source: DatabricksSource;
  readonly sink: StreamCollector;
  /** The counter of messages sent to the sink. */
  readonly sent: Int32Array;
  close(): Promise<void>;
}

/** The whole source against a server, with a collector in place of the sink. */
export function openSource(
  server: { readonly host: string; readonly ca: string },
  options: {
    readonly connection?: Partial<DatabricksConnection>;
    readonly timing?: Partial<SourceTiming>;
    readonly withholdCredit?: boolean;
  } = {},
): SourceFixture {
  const { fetchPort, sinkPort, signal } = createChunkPort();
  const connection: DatabricksConnection = {
    host: server.host,
    httpPath: '/sql/1.0/warehouses/0123456789abcdef',
    network: { caCertificate: server.ca },
    getToken: async () => 'token-of-the-test',
    ...options.connection,
  };
  const threads = { fetch: new URL('../../src/engine/source/fetch/fetch-thread.ts', import.meta.url) };
  const timing = { ...quickTiming, ...options.timing };
  const source = createDatabricksSource(connection, threads, { fetchPort, signal }, timing);
  const sink = new StreamCollector(sinkPort, { withholdCredit: options.withholdCredit ?? false });
  return {
    source,
    sink,
    sent: new Int32Array(signal),
    async close() {
      await source.close();
      sink.close();
    },
  };
}
