import { describe, expect, it } from 'vitest';
import { HostBreakers } from '../../../../src/engine/resilience/circuit-breaker.ts';
import { type ErrorCode, ReplicatorError } from '../../../../src/shared/errors.ts';

async function fail(breakers: HostBreakers, host: string, code: ErrorCode): Promise<string> {
  const outcome = breakers.run(host, () => Promise.reject(new ReplicatorError(code, code)));
  return outcome.then(
    () => 'done',
    (thrown: ReplicatorError) => thrown.code,
  );
}

describe('HostBreakers', () => {
  it('sends nothing more after so many failures in a row, to this host only', async () => {
    const breakers = new HostBreakers({ failures: 3, pause: 60_000 });
    await fail(breakers, 'a', 'network.unavailable');
    await fail(breakers, 'a', 'source.busy');
    expect(await fail(breakers, 'a', 'network.unavailable')).toBe('network.unavailable');
    expect(await fail(breakers, 'a', 'network.unavailable')).toBe('network.circuitOpen');
    expect(await fail(breakers, 'b', 'network.unavailable')).toBe('network.unavailable');
  });

  it('starts counting again after a success', async () => {
    const breakers = new HostBreakers({ failures: 2, pause: 60_000 });
    for (let round = 0; round < 3; round += 1) {
      expect(await fail(breakers, 'a', 'network.unavailable')).toBe('network.unavailable');
      expect(await breakers.run('a', async () => round)).toBe(round);
    }
  });

  it.each<ErrorCode>([
    'auth.rejected',
    'source.invalidSql',
    'source.linkExpired',
    'run.cancelled',
    'integrity.payload',
    'network.hostUnknown',
  ])('does not count %s', async (code) => {
    const breakers = new HostBreakers({ failures: 1, pause: 60_000 });
    expect(await fail(breakers, 'a', code)).toBe(code);
    expect(await fail(breakers, 'a', code)).toBe(code);
  });

  it('lets one request through after the pause', async () => {
    const breakers = new HostBreakers({ failures: 1, pause: 20 });
    await fail(breakers, 'a', 'network.unavailable');
    await expect.poll(() => fail(breakers, 'a', 'source.invalidSql')).toBe('source.invalidSql');
    expect(await breakers.run('a', async () => 'up again')).toBe('up again');
  });
});
