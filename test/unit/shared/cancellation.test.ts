import { expect, it } from 'vitest';
import { orCancelled, waitFor } from '../../../src/shared/cancellation.ts';

it('gives the outcome of the work', async () => {
  const { signal } = new AbortController();
  expect(await orCancelled(Promise.resolve(7), signal)).toBe(7);
  await expect(orCancelled(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

it('does not wait for work that is cancelled', async () => {
  const controller = new AbortController();
  const outcome = orCancelled(new Promise(() => undefined), controller.signal);
  controller.abort();
  await expect(outcome).rejects.toMatchObject({ code: 'run.cancelled' });
});

it('does not wait any longer once cancelled', async () => {
  const controller = new AbortController();
  const outcome = waitFor(60_000, controller.signal);
  controller.abort();
  await expect(outcome).rejects.toMatchObject({ code: 'run.cancelled' });
});

it('leaves nothing unhandled when it is cancelled already', async () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  const work = Promise.reject(new Error('too late'));
  await expect(orCancelled(work, AbortSignal.abort())).rejects.toMatchObject({ code: 'run.cancelled' });
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});
