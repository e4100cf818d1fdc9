import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SavedConnection } from '../../../../src/extension/connections/saved-connection.ts';
import { type WarehouseView, WarehouseWatch } from '../../../../src/extension/connections/warehouse-watch.ts';
import type { WarehouseEntry } from '../../../../src/shared/catalog-entries.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';

const mine: SavedConnection = {
  id: '1',
  label: 'Mine',
  kind: 'host',
  host: 'a.example',
  httpPath: '/p',
  signIn: 'token',
};
const other: SavedConnection = { ...mine, id: '2', label: 'Other' };

function entry(state: string): WarehouseEntry {
  return { id: 'w', name: 'Reporting', size: 'Small', state, kind: 'serverless', httpPath: '/p' };
}

class Bench {
  active: SavedConnection | undefined = mine;
  state = 'RUNNING';
  httpPath = '/p';
  failure: ReplicatorError | undefined;
  asked: string[] = [];
  shown: (WarehouseView | undefined)[] = [];
  readonly watch = new WarehouseWatch({
    active: () => this.active,
    address: async (id) => ({ id, label: 'a.example', host: 'a.example', httpPath: this.httpPath, network: {} }),
    probe: async (address) => {
      this.asked.push('probe');
      if (this.failure !== undefined) throw this.failure;
      return address.httpPath === '' ? { user: 'me' } : { user: 'me', warehouse: entry(this.state) };
    },
    describe: async () => {
      this.asked.push('describe');
      if (this.failure !== undefined) throw this.failure;
      return entry(this.state);
    },
    now: Date.now,
    onDidChange: (view) => this.shown.push(view),
  });
}

let bench: Bench;
beforeEach(() => {
  vi.useFakeTimers();
  bench = new Bench();
});
afterEach(() => {
  bench.watch.dispose();
  vi.useRealTimers();
});

describe('the watch over a warehouse', () => {
  it('asks nothing until somebody looks', async () => {
    await bench.watch.restart();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bench.asked).toEqual([]);
    expect(bench.shown).toEqual([]);
  });

  it('asks every 15 s while somebody looks, and stops when nobody does', async () => {
    bench.watch.setWatching(true);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(bench.asked).toEqual(['probe', 'describe', 'describe']);
    expect(bench.watch.view).toMatchObject({ user: 'me', warehouse: { state: 'RUNNING' } });
    bench.watch.setWatching(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(bench.asked).toHaveLength(3);
  });

  it('asks every 3 s while it starts, and knows since when', async () => {
    bench.state = 'STARTING';
    const began = Date.now();
    bench.watch.setWatching(true);
    await vi.advanceTimersByTimeAsync(6000);
    expect(bench.asked).toHaveLength(3);
    expect(bench.watch.view?.startingSince).toBe(began);
    bench.state = 'RUNNING';
    await vi.advanceTimersByTimeAsync(3000);
    expect(bench.watch.view?.startingSince).toBeUndefined();
  });

  it('shows what failed, and goes on asking now and then', async () => {
    bench.failure = new ReplicatorError('network.unavailable', 'No.');
    bench.watch.setWatching(true);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(bench.asked).toEqual(['probe']);
    expect(bench.watch.view?.error?.code).toBe('network.unavailable');
    bench.failure = undefined;
    await vi.advanceTimersByTimeAsync(1000);
    expect(bench.watch.view?.error).toBeUndefined();
    expect(bench.watch.view?.warehouse?.state).toBe('RUNNING');
  });

  it('waits for a person where nobody is signed in', async () => {
    bench.failure = new ReplicatorError('auth.rejected', 'No.');
    bench.watch.setWatching(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(bench.asked).toEqual(['probe']);
    bench.failure = undefined;
    await bench.watch.restart();
    expect(bench.watch.view?.warehouse?.state).toBe('RUNNING');
  });

  it('does not show the answer for a connection that is not active any more', async () => {
    bench.watch.setWatching(true);
    bench.active = other;
    await bench.watch.restart();
    expect(bench.shown.filter((view) => view?.warehouse !== undefined).map((view) => view?.connection.id)).toEqual([
      '2',
    ]);
  });

  it('does not show the answer for another connection to those who have looked away', async () => {
    bench.watch.setWatching(true);
    bench.watch.setWatching(false);
    bench.active = other;
    await bench.watch.restart();
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.watch.view).toEqual({ connection: other });
  });

  it('does without a warehouse', async () => {
    bench.httpPath = '';
    bench.watch.setWatching(true);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(bench.asked).toEqual(['probe']);
    expect(bench.watch.view).toMatchObject({ user: 'me' });
    expect(bench.watch.view?.warehouse).toBeUndefined();
  });

  it('shows nothing where there is no connection', async () => {
    bench.active = undefined;
    bench.watch.setWatching(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.shown).toEqual([undefined]);
  });
});
