import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type Agent, request } from 'node:https';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InPlaceAgent } from '../../../src/network/in-place-agent.ts';
import { type HttpsFixture, startHttpsFixture } from '../../support/https-fixture.ts';

const content = randomBytes(3_000_000);

describe('an agent that reads in place', () => {
  let server: HttpsFixture;
  let agent: Agent;
  const ports = new Set<number | undefined>();
  beforeAll(async () => {
    server = await startHttpsFixture((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      response.writeHead(200, incoming.url === '/whole' ? { 'content-length': content.length } : {});
      response.end(content);
    });
    agent = new InPlaceAgent({ keepAlive: true, ca: server.ca });
  });
  afterAll(async () => {
    agent.destroy();
    await server.close();
  });

  async function get(path: string, by = agent): Promise<IncomingMessage> {
    const outgoing = request(new URL(path, server.url), { agent: by });
    outgoing.end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return response;
  }

  it.each(['/whole', '/in-chunks'])('gives parts that keep what is in them: %s', async (path) => {
    const response = await get(path);
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    await once(response, 'end');
    expect(Buffer.concat(parts).equals(content)).toBe(true);
  });

  it('waits for a reader that takes its time', async () => {
    const parts: Buffer[] = [];
    for await (const part of (await get('/whole')) as AsyncIterable<Buffer>) {
      parts.push(part);
      await setImmediate();
    }
    expect(Buffer.concat(parts).equals(content)).toBe(true);
  });

  it('uses a connection again, and one buffer for all that comes over it', async () => {
    const own = new InPlaceAgent({ keepAlive: true, maxSockets: 1, ca: server.ca });
    const buffers = new Set<ArrayBufferLike>();
    ports.clear();
    for (let i = 0; i < 3; i++) {
      const response = await get('/whole', own);
      response.socket.on('data', ({ buffer }: Buffer) => buffers.add(buffer));
      response.resume();
      await once(response, 'end');
    }
    own.destroy();
    expect([ports.size, buffers.size]).toEqual([1, 1]);
  });

  it('tells of a connection that breaks', async () => {
    const breaking = await startHttpsFixture((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 100_000), () => response.socket?.destroy());
    });
    const own = new InPlaceAgent({ ca: breaking.ca });
    try {
      const outgoing = request(breaking.url, { agent: own });
      outgoing.end();
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
      response.resume();
      await expect(once(response, 'end')).rejects.toThrow('aborted');
    } finally {
      own.destroy();
      await breaking.close();
    }
  });
});
