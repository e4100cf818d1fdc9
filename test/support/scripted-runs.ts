import { RunBook } from '../../src/extension/runs/run-book.ts';
import type { RunDocument } from '../../src/extension/runs/run-document.ts';
import { RunRegistry } from '../../src/extension/runs/run-registry.ts';
import type { Plan } from '../../src/shared/plan.ts';
import type { EngineService } from '../../src/shared/protocol/engine-protocol.ts';
import type { RunSummary } from '../../src/shared/receipt.ts';
import type { RunRecord } from '../../src/shared/run-record.ts';
import { makeSummary } from './run-fixtures.ts';

type Engine = Pick<EngineService, 'plan' | 'run' | 'resume' | 'cancel'>;

export const plan: Plan = {
  createdAt: '2026-01-02T03:04:05.000Z',
  document: 'd',
  host: 'h',
  file: '/project/a.duckdb',
  limits: { tables: 1, downloads: 1, memoryBytes: 1, threads: 1, groupBytes: 1, sliceBytes: 1, batchRows: 10_000 },
  tables: [],
  refused: [],
};

/** An engine whose answers the test gives. */
class ScriptedEngine implements Engine {
  readonly calls: string[] = [];
  readonly running: PromiseWithResolvers<RunSummary>[] = [];

  async plan(): Promise<Plan> {
    this.calls.push('plan');
    return plan;
  }

  run(operation: string): Promise<RunSummary> {
    return this.#work(`run ${operation}`);
  }

  resume(operation: string, _request: unknown, runId: string): Promise<RunSummary> {
    return this.#work(`resume ${operation} ${runId}`);
  }

  async cancel(operation: string): Promise<void> {
    this.calls.push(`cancel ${operation}`);
    this.running.at(-1)?.resolve(makeSummary([{ state: 'cancelled', source: 'a', target: 'b' }], 'cancelled'));
  }

  #work(call: string): Promise<RunSummary> {
    this.calls.push(call);
    const work = Promise.withResolvers<RunSummary>();
    this.running.push(work);
    return work.promise;
  }
}

export function makeDocument(file: string): RunDocument {
  return {
    replication: {
      connection: { kind: 'sample' },
      target: { file, name: { schema: '{schema}', table: '{table}' } },
      limits: { tables: 1, downloads: 1, groupBytes: 1, sliceBytes: 1, batchRows: 10_000 },
      tables: [],
      exclude: [],
    },
    file,
    title: 'samples.tpch.lineitem',
    connection: 'Sample warehouse',
    connect: async () => ({ id: 'sample', label: 'sample', host: 'localhost', httpPath: '/x', network: {} }),
  };
}

export function setUp(earlier: readonly RunRecord[] = [], read?: (document: string) => Promise<RunDocument>) {
  const engine = new ScriptedEngine();
  const told: (RunRecord | undefined)[] = [];
  const keepPrevious = { value: true };
  let id = 0;
  let seconds = 0;
  const now = () => {
    seconds += 1;
    return new Date(1_700_000_000_000 + seconds * 1000);
  };
  const book = new RunBook({ changed: (record) => told.push(record), now }, earlier);
  const registry = new RunRegistry({
    engine: { service: engine },
    book,
    read:
      read ?? (async (document) => makeDocument(document.includes('b') ? '/project/b.duckdb' : '/project/a.duckdb')),
    keepPrevious: () => keepPrevious.value,
    now,
    newId: () => {
      id += 1;
      return `r${id}`;
    },
  });
  const state = (run: string) => book.find(run)?.state;
  /** Waits until the engine has been asked so many times to copy. */
  const running = async (times: number) => {
    while (engine.running.length < times) await new Promise((resolve) => setImmediate(resolve));
  };
  return { engine, registry, book, told, state, running, keepPrevious };
}
