import { lz4Frame } from './lz4-frame.ts';
import type { Compression, Framing } from './stored-result.ts';

const endOfStream = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/** The messages of an Arrow IPC stream, schema first, with the end-of-stream marker added, as they lie in a result file. */
export async function encodeFile(
  messages: readonly Uint8Array[],
  options: { readonly compression: Compression; readonly framing: Framing },
): Promise<{ readonly bytes: Buffer; readonly rawBytes: number }> {
  const all = [...messages, endOfStream];
  const rawBytes = all.reduce((sum, message) => sum + message.length, 0);
  if (options.compression === 'none') return { bytes: Buffer.concat(all), rawBytes };
  if (options.framing === 'oneFrame') {
    return { bytes: await lz4Frame(Buffer.concat(all), { checksums: false }), rawBytes };
  }
  const frames: Buffer[] = [];
  const checksums = options.framing === 'framePerMessage';
  for (const message of all) frames.push(await lz4Frame(message, { checksums }));
  return { bytes: Buffer.concat(frames), rawBytes };
}
