import { mkdir, open, rename, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import { ReplicatorError } from '../../../shared/errors.ts';
import { onDisk } from '../../on-disk.ts';
import { withRetries } from '../../resilience/retry.ts';
import type { FileDownload, FileDownloadOptions, VolumeFile } from '../source.ts';
import { PartFile } from './part-file.ts';
import type { RestClient } from './rest-client.ts';
import type { VolumeOptions } from './volume-files.ts';
import { filesPath } from './volume-paths.ts';

/** @see VolumeFiles.download */
export async function downloadToDisk(
  file: VolumeFile,
  localPath: string,
  rest: RestClient,
  options: VolumeOptions & FileDownloadOptions & { readonly signal: AbortSignal },
): Promise<FileDownload> {
  const { signal, stallTimeout, retryTiming: timing, onRetry } = options;
  const startedAt = performance.now();
  let wireBytes = 0;
  const counted = {
    stallTimeout,
    signal,
    onBytes: (bytes: number) => {
      wireBytes += bytes;
      return options.onBytes?.(bytes);
    },
  };
  if ((await lengthOf(localPath)) !== file.bytes) {
    await onDisk(mkdir(dirname(localPath), { recursive: true }), localPath);
    const part = `${localPath}.part`;
    await withRetries(() => fetchRest(file, part, rest, counted), {
      signal,
      timing,
      ...(onRetry === undefined ? {} : { onRetry }),
    });
    await onDisk(rename(part, localPath), localPath);
    await syncFolder(dirname(localPath));
  }
  return { wireBytes, milliseconds: performance.now() - startedAt };
}

/** Goes on where the part file ends, until it is as long as the file and synced. */
async function fetchRest(
  file: VolumeFile,
  partPath: string,
  rest: RestClient,
  options: {
    readonly stallTimeout: number;
    readonly signal: AbortSignal;
    readonly onBytes: (bytes: number) => Promise<void> | void;
  },
): Promise<void> {
  const part = await PartFile.open(partPath, file.bytes);
  let reading: Promise<void> = Promise.resolve();
  try {
    if (part.length < file.bytes) {
      const headers = part.length === 0 ? {} : { range: `bytes=${part.length}-` };
      const request = { path: filesPath('files', file.path), headers, ...options };
      await rest.open(request, (response) => {
        reading = readInto(part, response, file, options.onBytes);
        return reading;
      });
    }
    await part.sync();
  } catch (thrown) {
    // The next attempt measures how far this one came; one that was cancelled is not waited for.
    if (!options.signal.aborted) await reading.catch(() => undefined);
    throw whyNot(thrown, file);
  } finally {
    await part.close();
  }
}

async function readInto(
  part: PartFile,
  response: IncomingMessage,
  file: VolumeFile,
  onBytes: (bytes: number) => Promise<void> | void,
): Promise<void> {
  const { 'content-length': announced, 'content-range': range } = response.headers;
  // A server that does not know ranges sends the whole file.
  if (response.statusCode === 200) await part.truncate(0);
  const start = part.length;
  const expected = response.statusCode === 200 ? undefined : `bytes ${start}-${file.bytes - 1}/${file.bytes}`;
  const length = announced === undefined ? file.bytes - start : Number(announced);
  if (range !== expected || length !== file.bytes - start) throw otherLength(file, start + length);
  for await (const bytes of response as AsyncIterable<Buffer>) {
    if (part.length + bytes.length > file.bytes) throw otherLength(file, part.length + bytes.length);
    await part.append(bytes);
    await onBytes(bytes.length);
  }
  if (part.length !== file.bytes) throw otherLength(file, part.length);
}

function otherLength(file: VolumeFile, bytes: number): ReplicatorError {
  return new ReplicatorError('integrity.payload', `${file.name} came with ${bytes} of ${file.bytes} bytes.`, {
    facts: { file: file.name, bytes, expected: file.bytes },
  });
}

function whyNot(thrown: unknown, file: VolumeFile): unknown {
  if (!(thrown instanceof ReplicatorError) || thrown.code !== 'source.notFound') return thrown;
  return new ReplicatorError('source.resultGone', `The exported file ${file.name} is not there any more.`, {
    facts: { ...thrown.facts, file: file.name },
  });
}

async function lengthOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return onDisk(Promise.reject(error), path);
  }
}

/** The rename survives a loss of power too; Windows has no such call, and no need of it. */
async function syncFolder(path: string): Promise<void> {
  if (path.includes('\\')) return;
  const folder = await onDisk(open(path, 'r'), path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
