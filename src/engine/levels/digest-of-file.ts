import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { onDisk } from '../on-disk.ts';

/** Tells files apart by what they hold, whatever they are called. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await onDisk(pipeline(createReadStream(path), hash), path);
  return hash.digest('hex');
}
