import pLimit from 'p-limit';
import { throwIfCancelled } from '../../shared/cancellation.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { sourceLabel } from '../../shared/names.ts';
import type { SlicePlan } from '../../shared/plan.ts';
import { removeExport } from '../run/remove-exports.ts';
import type { VolumeExport, VolumeFile } from '../source/source.ts';
import { fileOfSlice, SpoolFolder } from '../spool/spool-folder.ts';
import { countStatement } from '../sql/driver-queries.ts';
import { findForeignTypes, measureExported } from '../sql/exported-files.ts';
import type { SliceState } from '../state/run-state.ts';
import { asChanged } from './as-changed.ts';
import { digestOfFile } from './digest-of-file.ts';
import { finishedSlice, summariseSlice } from './finished-slice.ts';
import type { ReadSlice, TableReading } from './level-path.ts';
import { keyOf, loadSpool, type SpooledSlice, wholeChunks } from './load-spool.ts';

/**
 * Reads the slices of a table from Parquet files that the warehouse writes into a volume. What it wrote is fetched into the
 * spool, file by file, and taken away when the slice is in.
 */
export async function readExports(volume: string, reading: TableReading): Promise<readonly ReadSlice[]> {
  const slices: ReadSlice[] = [];
  const pinned = reading.table.version !== undefined;
  for (const slice of reading.table.slices) {
    const earlier = reading.earlier.get(slice.index);
    slices.push(
      earlier?.done === true
        ? finishedSlice(earlier, pinned ? earlier.manifestRows : undefined, reading.board)
        : await new ExportReading(volume, reading, slice).read(earlier),
    );
  }
  return slices;
}

/** What is known of an export: where it is, how many files it has, and the rows that it should have. */
interface Exported {
  readonly statementId: string;
  readonly folder: string;
  readonly files: readonly VolumeFile[];
  /** Absent where no version is pinned, so that nothing can be counted. */
  readonly promised?: number;
}

class ExportReading {
  readonly #volume: string;
  readonly #reading: TableReading;
  readonly #slice: SlicePlan;
  readonly #spooled: SpooledSlice;
  readonly #source: string;
  #wireBytes = 0;
  #retries = 0;

  constructor(volume: string, reading: TableReading, slice: SlicePlan) {
    const { table, context } = reading;
    this.#volume = volume;
    this.#reading = reading;
    this.#slice = slice;
    this.#spooled = { table, slice, spool: new SpoolFolder(context.file, context.runId, table.target) };
    this.#source = sourceLabel(table.source);
  }

  async read(earlier: SliceState | undefined): Promise<ReadSlice> {
    const { board, context } = this.#reading;
    const key = keyOf(this.#spooled, context);
    await this.#spooled.spool.create();
    const found = await this.#find(earlier);
    const exported = found ?? (await this.#export(earlier !== undefined));
    if (exported.promised !== undefined) board.promise(exported.promised);
    const loaded = found === undefined ? [] : (earlier?.chunks ?? []);
    const there = [...loaded, ...(await wholeChunks(this.#spooled, context))];
    board.add(total(there, 'rows'), total(there, 'bytes'));
    await this.#fetch(exported, new Set(there.map(({ index }) => index)));
    const received = total([...loaded, ...(await wholeChunks(this.#spooled, context))], 'rows');
    if (exported.promised !== undefined && received !== exported.promised) {
      throw new ReplicatorError(
        'integrity.manifest',
        `The exported files have ${received} rows where the source has ${exported.promised}.`,
        { subject: { table: this.#source } },
      );
    }
    await this.#refuseForeignTypes(exported.files);
    await loadSpool(this.#spooled, board, context);
    await context.state.endSlice(key);
    if (exported.promised === undefined) board.promise(received);
    board.slicesDone += 1;
    await removeExport(exported.folder, this.#source, context);
    throwIfCancelled(context.signal);
    const chunks = (await context.state.slices(context.runId, this.#source)).get(this.#slice.index)?.chunks ?? [];
    return {
      ...summariseSlice(exported.statementId, chunks, exported.promised),
      wireBytes: this.#wireBytes,
      retries: this.#retries,
      resumed: found !== undefined && this.#wireBytes < total(exported.files, 'bytes'),
    };
  }

  /** What an earlier run had exported, if it is still there. */
  async #find(earlier: SliceState | undefined): Promise<Exported | undefined> {
    const { context, table } = this.#reading;
    if (earlier?.folder === undefined) return undefined;
    const { statementId, folder } = earlier;
    const promised = table.version === undefined ? {} : { promised: earlier.manifestRows };
    try {
      const files = await context.volumes.list(folder, context.signal);
      return files.length === earlier.manifestChunks ? { statementId, folder, files, ...promised } : undefined;
    } catch (error) {
      if (error instanceof ReplicatorError && error.code === 'source.notFound') return undefined;
      throw error;
    }
  }

  async #export(begun: boolean): Promise<Exported> {
    const { board, context, table } = this.#reading;
    if (begun) await context.state.discardSlice(context.runId, table, this.#slice.index);
    // Another export may give its files the names of the one before.
    await this.#spooled.spool.discardSlice(this.#slice.index);
    const promised = await this.#count();
    const { statementId, folder, files } = await board.phases.time('statement', () => this.#write());
    const rows = promised ?? 0;
    const key = { runId: context.runId, source: this.#source, slice: this.#slice.index };
    await context.state.beginSlice(key, { statementId, rows, chunks: files.length, folder });
    context.log('debug', 'Exported.', {
      table: this.#source,
      slice: this.#slice.index,
      statementId,
      files: files.length,
    });
    return { statementId, folder, files, ...(promised === undefined ? {} : { promised }) };
  }

  #write(): Promise<VolumeExport> {
    const { board, context, table } = this.#reading;
    const request = {
      volume: this.#volume,
      run: context.runId,
      slice: String(this.#slice.index),
      select: this.#slice.sql,
      columns: table.columns,
    };
    const listener = {
      onWarehouse: (waits: boolean) => board.waitForWarehouse(waits),
      onRetry: () => this.#retried(),
    };
    return asChanged(context.volumes.export(request, context.signal, listener));
  }

  /** The export promises nothing, so the same rows are counted; without a pinned version they may be others. */
  async #count(): Promise<number | undefined> {
    const { context, table, board } = this.#reading;
    if (table.version === undefined) return undefined;
    const sql = countStatement(this.#slice.sql);
    const [row] = await board.phases.time('statement', () => asChanged(context.control.query(sql, context.signal)));
    return Number(row?.row_count);
  }

  /**
   * Some at once.
   * @param there the places of files that are in the spool or in staging already
   */
  async #fetch({ files }: Exported, there: ReadonlySet<number>): Promise<void> {
    const { context } = this.#reading;
    const stop = new AbortController();
    const signal = AbortSignal.any([context.signal, stop.signal]);
    const limit = pLimit(context.limits.downloads);
    const fetching = files.map((file, index) =>
      limit(async () => {
        if (there.has(index)) return;
        await this.#fetchFile(file, index, signal);
      }),
    );
    try {
      await Promise.all(fetching);
    } catch (error) {
      stop.abort();
      await Promise.allSettled(fetching);
      throw error;
    }
  }

  async #fetchFile(file: VolumeFile, index: number, signal: AbortSignal): Promise<void> {
    const { board, context } = this.#reading;
    const { spool } = this.#spooled;
    const name = fileOfSlice(this.#slice.index, file.name);
    const path = spool.fileOf(name);
    const fetched = await context.volumes.download(file, path, signal, {
      onRetry: () => this.#retried(),
      onBytes: (bytes) => context.bandwidth.pay(bytes, signal),
    });
    this.#wireBytes += fetched.wireBytes;
    board.wireBytes += fetched.wireBytes;
    board.phases.add('download', fetched.milliseconds);
    const [counted] = await context.sink.query({ sql: measureExported([path]) });
    const chunk = {
      index,
      rows: Number(counted?.row_count),
      bytes: Number(counted?.byte_count),
      digest: await digestOfFile(path),
    };
    await context.spooled.add(keyOf(this.#spooled, context), { name, bytes: file.bytes }, [chunk]);
    board.add(chunk.rows, chunk.bytes);
  }

  async #refuseForeignTypes(files: readonly VolumeFile[]): Promise<void> {
    const { context, table } = this.#reading;
    const spooled = await wholeChunks(this.#spooled, context);
    if (files.length === 0 || spooled.length === 0) return;
    const paths = spooled.map(({ file }) => this.#spooled.spool.fileOf(file.name));
    const [foreign] = await context.sink.query({ sql: findForeignTypes(paths, table.columns) });
    if (foreign === undefined) return;
    const column = table.columns[Number(String(foreign.column_name).slice(1))]?.source;
    throw new ReplicatorError(
      'type.wireMismatch',
      `The exported files have ${foreign.found ?? 'nothing'} where ${foreign.expected ?? 'nothing'} was to be written.`,
      { subject: { table: this.#source, ...(column === undefined ? {} : { column }) } },
    );
  }

  #retried(): void {
    this.#retries += 1;
    this.#reading.board.retries += 1;
  }
}

function total(parts: readonly { readonly rows?: number; readonly bytes: number }[], what: 'rows' | 'bytes'): number {
  return parts.reduce((sum, part) => sum + (part[what] ?? 0), 0);
}
