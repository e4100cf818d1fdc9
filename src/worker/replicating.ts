import { createChunkPort } from '../engine/chunk-port.ts';
import { Engine } from '../engine/engine.ts';
import { startSink } from '../engine/sink/duckdb/sink-client.ts';
import { createFetcher } from '../engine/source/databricks/databricks-source.ts';
import type { EngineService, OperationId, ReplicationRequest } from '../shared/protocol/engine-protocol.ts';
import type { WorkerParts } from './worker-parts.ts';

type Replicating = Pick<EngineService, 'plan' | 'run' | 'resume' | 'verify' | 'cancel'>;

/** Plans, runs and comparisons. */
export function replicating({ workspaces, operations, threads, tell }: WorkerParts): Replicating {
  const withEngine = <T>(
    operation: OperationId,
    { connection }: ReplicationRequest,
    work: (engine: Engine, signal: AbortSignal) => Promise<T>,
  ): Promise<T> =>
    operations.run(operation, (signal) =>
      workspaces.use(connection, async (workspace) => {
        const port = createChunkPort();
        const sink = startSink(threads.sink, port);
        const fetcher = createFetcher(connection.network, threads, port);
        const engine = new Engine({
          host: connection.label,
          catalog: workspace.catalog,
          control: workspace.control(),
          bulk: workspace.bulk(),
          fetcher,
          sink,
        });
        try {
          return await work(engine, signal);
        } finally {
          await fetcher.close();
          await sink.end();
        }
      }),
    );
  return {
    plan: (operation, request) =>
      withEngine(operation, request, (engine, signal) => engine.plan(request.replication, request.file, signal)),
    run: (operation, request, plan) =>
      withEngine(operation, request, (engine, signal) =>
        engine.run(plan, { signal, onProgress: (progress) => tell.onProgress(operation, progress) }),
      ),
    resume: (operation, request, runId) =>
      withEngine(operation, request, (engine, signal) =>
        engine.resume(runId, request.file, request.replication, {
          signal,
          onProgress: (progress) => tell.onProgress(operation, progress),
        }),
      ),
    verify: (operation, request) =>
      withEngine(operation, request, (engine, signal) => engine.verify(request.replication, request.file, signal)),
    cancel: async (operation) => operations.cancel(operation),
  };
}
