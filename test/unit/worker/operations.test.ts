import { describe, expect, it } from 'vitest';
import { orCancelled } from '../../../src/shared/cancellation.ts';
import { Operations } from '../../../src/worker/operations.ts';

const forever = (signal: AbortSignal): Promise<never> => orCancelled(new Promise<never>(() => undefined), signal);

describe('Operations', () => {
  it('cancels what is named and nothing else', async () => {
    const operations = new Operations();
    const cancelled = operations.run('a', forever);
    const other = operations.run('b', async (signal) => signal);
    operations.cancel('a');
    operations.cancel('unknown');
    await expect(cancelled).rejects.toMatchObject({ code: 'run.cancelled' });
    expect((await other).aborted).toBe(false);
  });

  it('lets a name be used again, and does not cancel what came after', async () => {
    const operations = new Operations();
    expect(await operations.run('a', async () => 1)).toBe(1);
    operations.cancel('a');
    expect(await operations.run('a', async (signal) => signal.aborted)).toBe(false);
  });

  it('ends when everything has ended, and begins nothing afterwards', async () => {
    const operations = new Operations();
    const running = operations.run('a', forever).catch((error: unknown) => error);
    await operations.end();
    expect(await running).toMatchObject({ code: 'run.cancelled' });
    await expect(operations.run('b', async () => 1)).rejects.toMatchObject({ code: 'run.cancelled' });
  });
});
