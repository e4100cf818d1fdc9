import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { effectOf } from '../faults/fault-plan.ts';
import type { FaultEffect } from '../faults/fault-rule.ts';
import { alterBody, altersBody } from './alter-body.ts';
import type { Reply } from './reply.ts';

const pace = 50;

async function write(response: ServerResponse, bytes: Buffer, signal: AbortSignal): Promise<void> {
  if (!response.write(bytes)) await once(response, 'drain', { signal });
}

async function writePaced(
  response: ServerResponse,
  bytes: Buffer,
  bytesPerSecond: number,
  signal: AbortSignal,
): Promise<void> {
  const step = Math.max(1, Math.ceil((bytesPerSecond * pace) / 1000));
  for (let at = 0; at < bytes.length; at += step) {
    await write(response, bytes.subarray(at, at + step), signal);
    await delay(pace, undefined, { signal });
  }
}

type FilePart = Exclude<Reply['body'], Buffer>;

function openPart({ path, length, start = 0 }: FilePart): ReadStream {
  return createReadStream(path, { start, end: start + length - 1, highWaterMark: 1024 * 1024 });
}

async function readPart({ path, length, start = 0 }: FilePart): Promise<Buffer> {
  return (await readFile(path)).subarray(start, start + length);
}

function breakConnection(response: ServerResponse): void {
  response.socket?.destroy();
}

/** Sends an answer, as the faults want it. Rejects when the client goes away. */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
  effects: readonly FaultEffect[],
  signal: AbortSignal,
): Promise<void> {
  const headers = { server: 'databricks', 'x-request-id': randomUUID(), ...reply.headers };
  if (!Buffer.isBuffer(reply.body) && !altersBody(effects)) {
    response.writeHead(reply.status, { ...headers, 'content-length': reply.body.length });
    if (reply.body.length === 0) response.end();
    else await pipeline(openPart(reply.body), response, { signal });
    return;
  }
  const whole = Buffer.isBuffer(reply.body) ? reply.body : await readPart(reply.body);
  const body = alterBody(whole, effects);
  const reset = effectOf(effects, 'reset');
  if (reset?.atByte === 0) {
    breakConnection(response);
    return;
  }
  response.writeHead(reply.status, { ...headers, 'content-length': body.length });
  const sent = reset === undefined ? body : body.subarray(0, reset.atByte);
  const bandwidth = effectOf(effects, 'bandwidth');
  if (bandwidth === undefined && reset === undefined) {
    response.end(sent);
    return;
  }
  if (bandwidth !== undefined) await writePaced(response, sent, bandwidth.bytesPerSecond, signal);
  else await new Promise<void>((resolve) => response.write(sent, () => resolve()));
  if (reset === undefined) response.end();
  else breakConnection(response);
}
