import { decodeFrames } from './decode-frames.ts';
import { encodeFile } from './encode-file.ts';
import { splitMessages } from './split-messages.ts';
import type { StoredResult } from './stored-result.ts';

/** A valid stream of the schema and the first `keep` record batches of a file, encoded as the file was. */
export async function cutStream(file: Buffer, stored: StoredResult, keep: number): Promise<Buffer> {
  const raw = stored.compression === 'lz4' ? decodeFrames(file) : file;
  return (await encodeFile(splitMessages(raw).slice(0, 1 + keep), stored)).bytes;
}
