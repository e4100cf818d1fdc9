import process from 'node:process';
import { createChunkPort } from '../engine/chunk-port.ts';
import { Engine } from '../engine/engine.ts';
import { lookSink } from '../engine/local/look-sink.ts';
import type { Sink } from '../engine/sink/sink.ts';
import { createFetcher } from '../engine/source/databricks/databricks-source.ts';
import type { RunProgress } from '../shared/progress.ts';
import type { EngineService, OperationId, ReplicationRequest } from '../shared/protocol/engine-protocol.ts';
import { describeChosen } from './warehouse-calls.ts';
import type { WorkerParts } from './worker-parts.ts';

type Replicating = Pick<EngineService, 'plan' | 'run' | 'resume' | 'verify' | 'cancel'>;

/** Plans, runs and comparisons. */
export function replicating({ workspaces, operations, files, threads, tell }: WorkerParts): Replicating {
  const withEngine = <T>(
    { connection }: ReplicationRequest,
    sink: Sink,
    port: ReturnType<typeof createChunkPort>,
    work: (engine: Engine) => Promise<T>,
  ): Promise<T> =>
    workspaces.use(connection, async (workspace) => {
      const fetcher = createFetcher(connection.network, threads, port);
      const engine = new Engine({
        host: connection.label,
        catalog: workspace.catalog,
        control: workspace.control(),
        bulk: workspace.bulk(),
        rows: workspace.rows(),
        volumes: workspace.volumes(),
        fetcher,
        sink,
        log: tell.log,
        readMemory: () => process.memoryUsage.rss(),
        warehouse: (signal) => describeChosen(workspace, signal),
      });
      return work(engine).finally(() => fetcher.close());
    });
  const looking = <T>(
    operation: OperationId,
    request: ReplicationRequest,
    work: (engine: Engine, signal: AbortSignal) => Promise<T>,
  ): Promise<T> =>
    operations.run(operation, async (signal) => {
      const sink = lookSink(files.of(request.file), signal);
      return withEngine(request, sink, createChunkPort(), (engine) => work(engine, signal));
    });
  const copying = <T>(
    operation: OperationId,
    request: ReplicationRequest,
    work: (engine: Engine, options: Parameters<Engine['run']>[1]) => Promise<T>,
  ): Promise<T> =>
    operations.run(operation, async (signal) => {
      const onProgress = (progress: RunProgress): void => tell.onProgress(operation, progress);
      const options = { signal, onProgress, keepPrevious: request.keepPrevious };
      return files
        .of(request.file)
        .work(({ sink, port }) => withEngine(request, sink, port, (engine) => work(engine, options)), signal);
    });
  return {
    plan: (operation, request) =>
      looking(operation, request, (engine, signal) =>
        engine.plan(request.replication, request.file, signal, request.keepPrevious),
      ),
    run: (operation, request, plan) =>
      copying(operation, request, (engine, options) => engine.run({ ...plan, file: request.file }, options)),
    resume: (operation, request, runId) =>
      copying(operation, request, (engine, options) =>
        engine.resume(runId, request.file, request.replication, options),
      ),
    verify: (operation, request) =>
      looking(operation, request, (engine, signal) => engine.verify(request.replication, request.file, signal)),
    cancel: async (operation) => operations.cancel(operation),
  };
}
