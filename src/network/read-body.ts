import type { IncomingMessage } from 'node:http';
import { ReplicatorError } from '../shared/errors.ts';

/** The rest of the body. @throws ReplicatorError `source.protocol` when it is longer than the limit, in bytes */
export async function readBody(response: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > limit) throw new ReplicatorError('source.protocol', `An answer is longer than ${limit} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}
