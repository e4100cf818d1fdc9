import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Engine } from '../../../../src/engine/engine.ts';
import { type OpenEngine, openEngine } from '../../../../src/engine/open-engine.ts';
import { defaultSourceTiming, type SourceTiming } from '../../../../src/engine/source/databricks/source-timing.ts';
import type { EngineThreads } from '../../../../src/engine/threads.ts';
import type { SampleWarehouseOptions } from '../../../../src/sample-warehouse/options.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../../src/sample-warehouse/sample-warehouse.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import type { Replication } from '../../../../src/shared/document/replication.ts';
import type { RunProgress } from '../../../../src/shared/progress.ts';
import type { RunSummary } from '../../../../src/shared/receipt.ts';

export const inSources = (file: string): URL => new URL(`../../../../src/engine/${file}`, import.meta.url);

const realThreads: EngineThreads = {
  fetch: inSources('source/fetch/fetch-thread.ts'),
  sink: inSources('sink/duckdb/sink-thread.ts'),
};

export const never = new AbortController().signal;

export interface RunOutcome {
  readonly summary: RunSummary;
  readonly progress: readonly RunProgress[];
}

/** The whole engine, with its threads, against a sample warehouse in this process; each in a folder of its own. */
export class EngineFixture {
  readonly warehouse: SampleWarehouse;
  readonly file: string;
  readonly #folder: string;
  #threads: EngineThreads;
  #opened: OpenEngine;

  readonly #timing: SourceTiming;

  private constructor(warehouse: SampleWarehouse, folder: string, threads: EngineThreads, timing: SourceTiming) {
    this.warehouse = warehouse;
    this.#folder = folder;
    this.file = path.join(folder, 'target.duckdb');
    this.#threads = threads;
    this.#timing = timing;
    this.#opened = this.#open();
  }

  /** @param threads entry files in place of the real ones */
  static async open(
    options: SampleWarehouseOptions = {},
    threads: Partial<EngineThreads> = {},
    timing: Partial<SourceTiming> = {},
  ): Promise<EngineFixture> {
    const warehouse = await startSampleWarehouse({ scale: 0.01, fileBytes: 40_000, warehouseStartMs: 100, ...options });
    const folder = await mkdtemp(path.join(tmpdir(), 'engine-'));
    return new EngineFixture(warehouse, folder, { ...realThreads, ...threads }, { ...defaultSourceTiming, ...timing });
  }

  /** A run whose database dies when it is to do what this is part of; then the program is started again. */
  async killedRun(document: string, at: string): Promise<RunSummary> {
    process.env.DYING_AT = at;
    try {
      await this.restartEngine({ sink: new URL('dying-at-thread.ts', import.meta.url) });
      return (await this.run(document)).summary;
    } finally {
      delete process.env.DYING_AT;
      await this.restartEngine({ sink: realThreads.sink });
    }
  }

  /** As if the program had been started again. */
  async restartEngine(threads: Partial<EngineThreads> = {}): Promise<void> {
    await this.#opened.close();
    this.#threads = { ...this.#threads, ...threads };
    this.#opened = this.#open();
  }

  #open(): OpenEngine {
    const { warehouse } = this;
    return openEngine({
      connection: {
        host: `${warehouse.host}:${warehouse.port}`,
        httpPath: warehouse.httpPath,
        network: { caCertificate: warehouse.caCertificate },
        getToken: async () => warehouse.token,
      },
      threads: this.#threads,
      timing: this.#timing,
    });
  }

  get engine(): Engine {
    return this.#opened.engine;
  }

  /** At the warehouse, as its administrator. */
  async execute(sql: string): Promise<void> {
    const session = { catalog: 'main', schema: 'default', timeZone: 'UTC' };
    const { batches } = await this.warehouse.engine.execute(sql, { session, signal: never });
    for await (const _ of batches);
  }

  async run(document: string, signal = never): Promise<RunOutcome> {
    const replication = replicationOf(document);
    const progress: RunProgress[] = [];
    const plan = await this.engine.plan(replication, this.file, signal);
    const summary = await this.engine.run(plan, { signal, onProgress: (snapshot) => progress.push(snapshot) });
    return { summary, progress };
  }

  resume(document: string, runId = 'last'): Promise<RunSummary> {
    return this.engine.resume(runId, this.file, replicationOf(document), {
      signal: never,
      onProgress: () => undefined,
    });
  }

  /** The engine with its threads; the warehouse stays. */
  closeEngine(): Promise<void> {
    return this.#opened.close();
  }

  async close(): Promise<void> {
    await this.#opened.close();
    await this.warehouse.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export function replicationOf(document: string): Replication {
  const parsed = parseReplication(`connection: sample\ntarget: target.duckdb\n${document}`);
  if (!parsed.ok) throw new Error(parsed.diagnostics.map((one) => one.message).join('\n'));
  return parsed.replication;
}
