import { closeSync, openSync, readSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onDisk } from '../../on-disk.ts';
import type { CheckpointedChunk } from '../../state/checkpoint.ts';
import type { ArrivedChunk } from './chunk-inbox.ts';
import type { ChunkFeed } from './chunk-scan.ts';

/** One chunk of a frame: in memory, or in a file for as long as the frame lives. */
interface HeldChunk {
  readonly chunk: Omit<ArrivedChunk, 'bytes'>;
  readonly size: number;
  readonly bytes?: Uint8Array;
  readonly file?: string;
}

export interface FrameOptions {
  /** Bytes that stay in memory; chunks beyond them go to the disk. */
  readonly memoryBytes: number;
  /** For those; must exist. */
  readonly folder: string;
}

/** So many chunks at most are read back from the disk and not used up. */
const mostOpen = 2;

/** The whole result of a statement, as it came: Arrow, chunk by chunk, to be read as often as need be. */
export class Frame {
  rows = 0;
  bytes = 0;
  spilledBytes = 0;
  readonly #options: FrameOptions;
  readonly #chunks: HeldChunk[] = [];

  constructor(options: FrameOptions) {
    this.#options = options;
  }

  /** To be written down in the transaction that writes their rows. */
  get checkpoints(): readonly CheckpointedChunk[] {
    return this.#chunks.map(({ chunk: { index, rows, digest }, size }) => ({ index, rows, bytes: size, digest }));
  }

  /** Copies the chunk: its memory is used again for others. */
  async add({ bytes, ...chunk }: ArrivedChunk): Promise<void> {
    const size = bytes.byteLength;
    const { memoryBytes, folder } = this.#options;
    this.rows += chunk.rows;
    this.bytes += size;
    if (this.bytes - this.spilledBytes <= memoryBytes) {
      this.#chunks.push({ chunk, size, bytes: bytes.slice() });
      return;
    }
    this.spilledBytes += size;
    const file = path.join(folder, `frame-${chunk.index}.arrow`);
    await onDisk(writeFile(file, bytes), file);
    this.#chunks.push({ chunk, size, file });
  }

  /** Its chunks as if they had just arrived; memory for those from the disk is used again for the next ones. */
  feed(): ChunkFeed {
    let next = 0;
    let open = 0;
    const largest = Math.max(0, ...this.#chunks.map(({ file, size }) => (file === undefined ? 0 : size)));
    const ours = new Set<ArrayBufferLike>();
    const free: ArrayBufferLike[] = [];
    const take = (): ArrayBufferLike => {
      const buffer = free.pop() ?? new ArrayBuffer(largest);
      ours.add(buffer);
      return buffer;
    };
    return {
      drain: () => undefined,
      take: () => {
        const held = this.#chunks[next];
        if (held === undefined || open >= mostOpen) return undefined;
        next += 1;
        open += 1;
        return { ...held.chunk, bytes: held.bytes ?? readBack(held, take()) };
      },
      isFinished: () => next === this.#chunks.length,
      giveBack: (_, { buffer }) => {
        open -= 1;
        if (ours.has(buffer)) free.push(buffer);
      },
      waitForMessage: () => {
        throw new TypeError('a frame is whole');
      },
    };
  }

  async drop(): Promise<void> {
    const files = this.#chunks.splice(0).flatMap(({ file }) => (file === undefined ? [] : [file]));
    await Promise.all(files.map((file) => rm(file, { force: true })));
  }
}

function readBack({ file, size }: HeldChunk, buffer: ArrayBufferLike): Uint8Array {
  const read = new Uint8Array(buffer, 0, size);
  const descriptor = openSync(file ?? '', 'r');
  try {
    for (let done = 0; done < size; ) {
      const count = readSync(descriptor, read, done, size - done, done);
      if (count === 0) throw new Error(`The spilled chunk ${file} is cut short.`);
      done += count;
    }
  } finally {
    closeSync(descriptor);
  }
  return read;
}
