import { randomBytes } from 'node:crypto';
import { asReplicatorError, ReplicatorError } from '../../../shared/errors.ts';
import { type RetryTiming, withRetries } from '../../resilience/retry.ts';
import { exportToFolder } from '../../sql/volume-export.ts';
import type {
  ExportRequest,
  FileDownload,
  FileDownloadOptions,
  StatementListener,
  VolumeExport,
  VolumeFile,
  VolumeFiles,
} from '../source.ts';
import { emptyAnswer, type RestClient } from './rest-client.ts';
import type { StatementClient } from './statements.ts';
import { downloadToDisk } from './volume-download.ts';
import { type FolderEntry, listFolder, listParts } from './volume-folder.ts';
import { exportedRun, exportedSlice, filesPath, isExported } from './volume-paths.ts';

export interface VolumeOptions {
  readonly retryTiming: RetryTiming;
  /** Milliseconds without a byte after which a download is given up. */
  readonly stallTimeout: number;
}

/** The Files API allows ten requests at once for all who use it. */
const parallelRemovals = 4;
/** Milliseconds for cleaning up after an attempt that failed. */
const longestFarewell = 30_000;

export class VolumeClient implements VolumeFiles {
  readonly #rest: RestClient;
  readonly #statements: StatementClient;
  readonly #options: VolumeOptions;

  constructor(rest: RestClient, statements: StatementClient, options: VolumeOptions) {
    this.#rest = rest;
    this.#statements = statements;
    this.#options = options;
  }

  async export(request: ExportRequest, signal: AbortSignal, listener: StatementListener = {}): Promise<VolumeExport> {
    return withRetries(() => this.#exportOnce(request, signal, listener), {
      signal,
      timing: this.#options.retryTiming,
      ...(listener.onRetry === undefined ? {} : { onRetry: listener.onRetry }),
    });
  }

  /**
   * Each attempt has a folder of its own: one that was thought to have failed may still be at work, and files of both in one
   * folder would be the rows twice.
   */
  async #exportOnce(request: ExportRequest, signal: AbortSignal, listener: StatementListener): Promise<VolumeExport> {
    const folder = exportedSlice(request, randomBytes(4).toString('hex'));
    const sql = exportToFolder(folder, request.select, request.columns);
    try {
      const statementId = await this.#statements.run(sql, signal, listener);
      return { statementId, folder, files: await this.list(folder, signal) };
    } catch (thrown) {
      // Nobody waits for it, and what stays goes with the folder of the run.
      void this.remove(folder, AbortSignal.timeout(longestFarewell));
      throw thrown;
    }
  }

  list(folder: string, signal: AbortSignal): Promise<readonly VolumeFile[]> {
    const { stallTimeout, retryTiming: timing } = this.#options;
    return withRetries(() => listParts(this.#rest, folder, { signal, stallTimeout }), { signal, timing });
  }

  download(
    file: VolumeFile,
    localPath: string,
    signal: AbortSignal,
    options: FileDownloadOptions = {},
  ): Promise<FileDownload> {
    return downloadToDisk(file, localPath, this.#rest, { ...this.#options, ...options, signal });
  }

  removeRun(volume: string, run: string, signal: AbortSignal): Promise<ReplicatorError | undefined> {
    return this.remove(exportedRun(volume, run), signal);
  }

  async remove(folder: string, signal: AbortSignal): Promise<ReplicatorError | undefined> {
    try {
      if (!isExported(folder)) {
        return new ReplicatorError('internal.bug', `${folder} is not a folder that was made for an export.`);
      }
      await this.#removeFolder(folder, signal);
      return undefined;
    } catch (thrown) {
      return asReplicatorError(thrown);
    }
  }

  async #removeFolder(folder: string, signal: AbortSignal): Promise<void> {
    const entries = await unlessGone(listFolder(this.#rest, folder, signal));
    if (entries === undefined) return;
    const queue = [...entries];
    const removeNext = async (): Promise<void> => {
      for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) await this.#removeEntry(entry, signal);
    };
    await Promise.all(Array.from({ length: parallelRemovals }, removeNext));
    await this.#delete(filesPath('directories', folder), signal);
  }

  #removeEntry(entry: FolderEntry, signal: AbortSignal): Promise<void> {
    return entry.isDirectory
      ? this.#removeFolder(entry.path, signal)
      : this.#delete(filesPath('files', entry.path), signal);
  }

  async #delete(path: string, signal: AbortSignal): Promise<void> {
    await unlessGone(this.#rest.send({ method: 'DELETE', path, answer: emptyAnswer, signal }));
  }
}

async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof ReplicatorError && thrown.code === 'source.notFound') return undefined;
    throw thrown;
  }
}
