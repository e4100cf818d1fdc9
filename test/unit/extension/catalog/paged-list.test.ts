import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PagedList, portion } from '../../../../src/extension/catalog/paged-list.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import type { Page } from '../../../../src/shared/page.ts';

/** A server with so many numbers, in pages of a size; page tokens are offsets. */
function server(count: number, size: number): (after?: string) => Promise<Page<number>> {
  return async (after) => {
    await nextTurn();
    const start = Number(after ?? 0);
    const items = Array.from({ length: Math.min(size, count - start) }, (_, index) => start + index);
    return { items, ...(start + size < count ? { next: String(start + size) } : {}) };
  };
}

describe('a list of pages', () => {
  it('shows a short list at once, and says nothing more', async () => {
    let told = 0;
    const list = new PagedList(server(3, 50), () => told++);
    await list.shown();
    expect(list.items).toEqual([0, 1, 2]);
    expect(list.state.kind).toBe('complete');
    expect(told).toBe(0);
  });

  it('shows the first page as soon as it is there, and gathers a portion', async () => {
    const states: string[] = [];
    const list = new PagedList(server(10_000, 50), () => states.push(`${list.state.kind} ${list.items.length}`));
    await list.shown();
    expect(list.items).toHaveLength(50);
    expect(list.state.kind).toBe('loading');
    await list.more();
    expect(list.items).toHaveLength(portion);
    expect(states).toEqual(['loading 100', 'loading 200', 'loading 400', 'loading 800', 'more 1000']);
  });

  it('brings another portion with each click, up to the end', async () => {
    const list = new PagedList(server(2500, 100), () => undefined);
    await list.shown();
    await list.more();
    expect(list.state.kind).toBe('more');
    await list.more();
    expect(list.items).toHaveLength(2000);
    await list.more();
    expect(list.items).toHaveLength(2500);
    expect(list.state.kind).toBe('complete');
    await list.more();
    expect(list.items).toHaveLength(2500);
  });

  it('goes on over pages without items', async () => {
    const pages: Record<string, Page<string>> = {
      '': { items: [], next: 'a' },
      a: { items: [], next: 'b' },
      b: { items: ['x'] },
    };
    const list = new PagedList<string>(
      async (after) => pages[after ?? ''] ?? { items: [] },
      () => undefined,
    );
    await list.shown();
    expect(list.items).toEqual(['x']);
    expect(list.state.kind).toBe('complete');
  });

  it('keeps what is there when a page fails, and goes on from that page', async () => {
    let failing = true;
    const pages = server(150, 50);
    const list = new PagedList<number>(
      async (after) => {
        if (after === '100' && failing) throw new ReplicatorError('network.unavailable', 'No answer.');
        return pages(after);
      },
      () => undefined,
    );
    await list.shown();
    await list.more();
    expect(list.state).toMatchObject({ kind: 'failed', error: { code: 'network.unavailable' } });
    expect(list.items).toHaveLength(100);
    failing = false;
    await list.more();
    expect(list.items).toHaveLength(150);
    expect(list.state.kind).toBe('complete');
  });

  it('tells a failure of the first page to whoever waits for it', async () => {
    const list = new PagedList<number>(
      () => Promise.reject(new ReplicatorError('auth.rejected', 'No.')),
      () => undefined,
    );
    await list.shown();
    expect(list.state).toMatchObject({ kind: 'failed', error: { code: 'auth.rejected' } });
  });

  it('asks for nothing more once it is closed', async () => {
    let asked = 0;
    let told = 0;
    const pages = server(10_000, 10);
    const list = new PagedList(
      (after) => {
        asked++;
        if (asked === 3) list.close();
        return pages(after);
      },
      () => told++,
    );
    await list.shown();
    await list.more();
    expect(asked).toBe(3);
    expect(told).toBe(1);
  });
});
