import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { effectOf } from '../faults/fault-plan.ts';
import type { FaultEffect } from '../faults/fault-rule.ts';
import { alterBody, altersBody } from './alter-body.ts';
import type { Reply } from './reply.ts';

const pace = 50;
const mostAtOnce = 1024 * 1024;

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

/** By way of one buffer: memory of its own for every piece would bring the garbage collector with it. */
async function sendPart(
  { path, length, start = 0 }: FilePart,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  await using file = await open(path);
  const buffer = Buffer.allocUnsafeSlow(Math.min(length, mostAtOnce));
  for (let sent = 0; sent < length; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, length - sent), start + sent);
    if (bytesRead === 0) throw new Error(`The file ${path} is cut short.`);
    await hasLeft(response, buffer.subarray(0, bytesRead), signal);
    sent += bytesRead;
  }
  response.end();
}

/** Resolves when the bytes are read no more. */
async function hasLeft(response: ServerResponse, bytes: Buffer, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = (): void => reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    response.write(bytes, (error) => (error ? reject(error) : resolve()));
    await promise;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
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
    else await sendPart(reply.body, response, signal);
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
