import type { ReplicationRequest } from '../../../src/shared/protocol/engine-protocol.ts';
import { WorkerFixture } from '../../support/worker-fixture.ts';

/** Runs what it is sent in a worker of its own, tells the worker's process id once rows are in, and waits to be killed. */
process.once('message', async ({ request, token }: { request: ReplicationRequest; token: string }) => {
  const worker = new WorkerFixture(() => token);
  const plan = await worker.service.plan('plan', request);
  void worker.service.run('run', request, plan);
  await worker.untilTold('Chunks committed.');
  process.send?.(worker.child.pid);
});
