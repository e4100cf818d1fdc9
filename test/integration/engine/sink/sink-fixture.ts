import { hash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { type Table, tableToIPC } from 'apache-arrow';
import { createChunkPort, type FromSink, type ToSink } from '../../../../src/engine/chunk-port.ts';
import { type SinkThread, startSink } from '../../../../src/engine/sink/duckdb/sink-client.ts';
import type { IngestRequest, StagingTable } from '../../../../src/engine/sink/sink.ts';
import { quoteDuckdb, quoteTargetName } from '../../../../src/engine/sql/duckdb-text.ts';
import { stateDdl } from '../../../../src/engine/state/schema.ts';
import type { ColumnMapping, WireType } from '../../../../src/shared/column-mapping.ts';
import { toErrorData } from '../../../../src/shared/errors.ts';

const sinkEntry = new URL('../../../../src/engine/sink/duckdb/sink-thread.ts', import.meta.url);

export function column(name: string, wire: WireType, targetType: string): ColumnMapping {
  return { source: name, sourceType: targetType, target: name, targetType, wire };
}

export function stagingOf(columns: readonly ColumnMapping[], table = 't'): StagingTable {
  const target = { schema: 'main', table };
  return { target, staging: { schema: 'main', table: `${table}__staging_1` }, columns };
}

export function createStaging(staging: StagingTable): string {
  const columns = staging.columns.map((c) => `${quoteDuckdb(c.target)} ${c.targetType}`);
  return `CREATE TABLE ${quoteTargetName(staging.staging)} (${columns.join(', ')})`;
}

export function requestFor(
  staging: StagingTable,
  streamId: string,
  change: Partial<IngestRequest> = {},
): IngestRequest {
  const { table } = staging.target;
  const group = { groupBytes: 1e9, groupMs: 10_000 };
  return { staging, runId: 'r1', table, slice: 0, statementId: 's1', streamId, ...group, ...change };
}

/** A buffer of its own with exactly the stream, as the fetching thread transfers it. */
export function streamOf(table: Table): ArrayBuffer {
  const bytes = tableToIPC(table, 'stream');
  const own = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(own).set(bytes);
  return own;
}

/** A sink on a file of its own, with the other end of its chunk port in the test's hand. */
export class SinkFixture {
  readonly folder: string;
  readonly file: string;
  readonly credits: FromSink[] = [];
  readonly sink: SinkThread;
  readonly #ownsFolder: boolean;
  readonly #port: MessagePort;
  readonly #signal: Int32Array<SharedArrayBuffer>;

  /** @param file - a file that outlives the fixture; without it one of its own in a temporary folder */
  constructor(file?: string) {
    this.#ownsFolder = file === undefined;
    this.folder = file === undefined ? mkdtempSync(path.join(tmpdir(), 'replicator-sink-')) : path.dirname(file);
    this.file = file ?? path.join(this.folder, 'target.duckdb');
    const ends = createChunkPort();
    this.#port = ends.fetchPort;
    this.#port.on('message', (credit: FromSink) => this.credits.push(credit));
    this.#signal = new Int32Array(ends.signal);
    this.sink = startSink(sinkEntry, ends);
  }

  async open(file = this.file, memoryBytes = 512 * 1024 * 1024): Promise<void> {
    await this.sink.open({ file, memoryBytes, threads: 2 });
  }

  async openToRead(file = this.file): Promise<void> {
    await this.sink.open({ file, memoryBytes: 512 * 1024 * 1024, threads: 2, readOnly: true });
  }

  /** Opens the file and creates the state tables and the staging table. */
  async prepare(...tables: readonly StagingTable[]): Promise<void> {
    await this.open();
    await this.sink.transaction([...stateDdl, ...tables.map(createStaging)].map((sql) => ({ sql })));
  }

  send(streamId: string, index: number, rows: number, bytes: ArrayBuffer): void {
    const view = new Uint8Array(bytes);
    this.#post({ kind: 'chunk', streamId, index, rows, digest: hash('sha1', view), bytes: view }, [bytes]);
  }

  end(streamId: string, error?: unknown): void {
    this.#post({ kind: 'end', streamId, ...(error === undefined ? {} : { error: toErrorData(error) }) }, []);
  }

  onCredit(listener: () => void): void {
    this.#port.on('message', listener);
  }

  /** Resolves when so many credits have come back in all. */
  async nextCredit(count = 1): Promise<void> {
    while (this.credits.length < count) await once(this.#port, 'message');
  }

  async dispose(): Promise<void> {
    await this.sink.end();
    this.#port.close();
    if (this.#ownsFolder) rmSync(this.folder, { recursive: true, force: true });
  }

  #post(message: ToSink, transfer: readonly ArrayBuffer[]): void {
    this.#port.postMessage(message, [...transfer]);
    Atomics.add(this.#signal, 0, 1);
    Atomics.notify(this.#signal, 0);
  }
}
