import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Engine } from '../../../../src/engine/engine.ts';
import { type EngineOptions, openEngine } from '../../../../src/engine/open-engine.ts';
import type { SampleWarehouseOptions } from '../../../../src/sample-warehouse/options.ts';
import { type SampleWarehouse, startSampleWarehouse } from '../../../../src/sample-warehouse/sample-warehouse.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';
import type { Replication } from '../../../../src/shared/document/replication.ts';
import type { RunProgress } from '../../../../src/shared/progress.ts';
import type { RunSummary } from '../../../../src/shared/receipt.ts';

const inSources = (file: string): URL => new URL(`../../../../src/engine/${file}`, import.meta.url);

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
  readonly #opened: ReturnType<typeof openEngine>;

  private constructor(warehouse: SampleWarehouse, folder: string, options: Partial<EngineOptions>) {
    this.warehouse = warehouse;
    this.#folder = folder;
    this.file = path.join(folder, 'target.duckdb');
    this.#opened = openEngine({
      connection: {
        host: `${warehouse.host}:${warehouse.port}`,
        httpPath: warehouse.httpPath,
        network: { caCertificate: warehouse.caCertificate },
        getToken: async () => warehouse.token,
      },
      threads: {
        fetch: inSources('source/fetch/fetch-thread.ts'),
        sink: inSources('sink/duckdb/sink-thread.ts'),
      },
      ...options,
    });
  }

  static async open(options: SampleWarehouseOptions = {}, engine: Partial<EngineOptions> = {}): Promise<EngineFixture> {
    const warehouse = await startSampleWarehouse({ scale: 0.01, fileBytes: 40_000, warehouseStartMs: 100, ...options });
    return new EngineFixture(warehouse, await mkdtemp(path.join(tmpdir(), 'engine-')), engine);
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

  resume(document: string, signal = never): Promise<RunSummary> {
    return this.engine.resume('last', this.file, replicationOf(document), { signal, onProgress: () => undefined });
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
