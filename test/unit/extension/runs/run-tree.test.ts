import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunNode } from '../../../../src/extension/runs/run-node.ts';
import { RunTree } from '../../../../src/extension/runs/run-tree.ts';
import type { Runs } from '../../../../src/extension/runs/runs.ts';
import type { RunRecord } from '../../../../src/shared/run-record.ts';
import { makeProgress, makeRecord } from '../../../support/run-fixtures.ts';

vi.mock('vscode', () => ({
  EventEmitter: class {
    readonly #emitter = new EventEmitter();
    readonly event = (listener: (value: unknown) => void) => void this.#emitter.on('event', listener);
    readonly fire = (value: unknown) => void this.#emitter.emit('event', value);
    readonly dispose = () => void this.#emitter.removeAllListeners();
  },
}));

const records = new Map<string, RunRecord>();
const told: (RunNode | undefined)[] = [];
let tree: RunTree;

beforeEach(() => {
  vi.useFakeTimers();
  records.clear();
  told.length = 0;
  tree = new RunTree({ find: (id) => records.get(id) } as Runs);
  tree.onDidChangeTreeData((node) => told.push(node));
});
afterEach(() => {
  tree.dispose();
  vi.useRealTimers();
});

function update(record: RunRecord): void {
  records.set(record.id, record);
  tree.update(record);
}

const underWay = (id: string) => makeRecord({ id, progress: { runId: id, elapsedMs: 1, tables: [makeProgress()] } });

it('draws a run that goes on now and then, and nothing but that run', () => {
  update(underWay('a'));
  expect(told).toEqual([undefined]);
  for (let i = 0; i < 5; i += 1) update(underWay('a'));
  expect(told).toEqual([undefined]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([undefined, { kind: 'run', run: 'a' }]);
});

it('draws the end of a run at once, and not again for what came before it', () => {
  update(underWay('a'));
  update(underWay('b'));
  update(underWay('a'));
  update(underWay('b'));
  told.length = 0;
  update(makeRecord({ id: 'a', state: 'done' }));
  expect(told).toEqual([undefined]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([undefined]);
});
