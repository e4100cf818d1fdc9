import { expect, it, vi } from 'vitest';
import { HostBreakers } from '../../../../../src/engine/resilience/circuit-breaker.ts';
import { DriverControlSession } from '../../../../../src/engine/source/databricks/control-session.ts';
import {
  type DriverSession,
  type DriverSessionOptions,
  openDriverSession,
} from '../../../../../src/engine/source/databricks/driver-session.ts';
import { defaultSourceTiming } from '../../../../../src/engine/source/databricks/source-timing.ts';

vi.mock(import('../../../../../src/engine/source/databricks/driver-session.ts'), async (original) => ({
  ...(await original()),
  openDriverSession: vi.fn(),
}));

/** A driver whose sessions each answer one statement, and what was broken off of it. */
function drive() {
  const hungUp: number[] = [];
  let opened = 0;
  vi.mocked(openDriverSession).mockImplementation(async (_, { onConnected }: DriverSessionOptions) => {
    opened += 1;
    const number = opened;
    await Promise.resolve();
    onConnected(() => void hungUp.push(number));
    let answered = false;
    const session = {
      executeStatement: async () => {
        if (answered) throw new Error('Invalid SessionHandle: it has run out.');
        answered = true;
        return { fetchAll: async () => [], getSchema: async () => null, close: async () => undefined };
      },
      close: async () => undefined,
    };
    return { client: { close: async () => undefined }, session } as unknown as DriverSession;
  });
  return hungUp;
}

it('keeps no connection of a session that it has left behind', async () => {
  const hungUp = drive();
  const connection = { host: 'h', httpPath: '/p', network: {}, getToken: async () => 't' };
  const { breaker, retry } = defaultSourceTiming;
  const control = new DriverControlSession(connection, new HostBreakers(breaker), retry);
  const { signal } = new AbortController();
  for (const _ of [1, 2, 3]) await control.query('SELECT 1', signal);
  expect(hungUp).toEqual([1, 2]);
  await control.close();
  expect(hungUp).toEqual([1, 2, 3]);
});
