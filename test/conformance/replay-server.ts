import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { type HttpsFixture, readText, startHttpsFixture } from '../support/https-fixture.ts';

const storage = 'https://storage.example';

const link = z.looseObject({ external_link: z.string(), expiration: z.string(), chunk_index: z.number() });

const recording = z.object({
  exchanges: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      body: z.looseObject({ statement: z.string().optional(), format: z.string().optional() }).nullable(),
      status: z.number(),
      response: z.looseObject({
        statement_id: z.string().optional(),
        result: z.looseObject({ external_links: z.array(link).optional() }).optional(),
      }),
    }),
  ),
  payloads: z.array(z.object({ path: z.string(), file: z.string() })),
});

export interface ReplayServer extends HttpsFixture {
  /** The statements that were recorded with Arrow results, in order. */
  readonly statements: readonly string[];
  /** `METHOD path` of what was asked for. */
  readonly requests: readonly string[];
}

/**
 * Gives the recorded answers of one case again. What is changed: links lead here, and the clock of the server stands at the
 * time of the recording, so that a link is as fresh as it was.
 */
export async function startReplayServer(folder: string, caseName: string): Promise<ReplayServer> {
  const { exchanges, payloads } = recording.parse(JSON.parse(readFileSync(join(folder, `${caseName}.json`), 'utf8')));
  const posts = exchanges.filter((exchange) => exchange.body?.format === 'ARROW_STREAM');
  const requests: string[] = [];
  let host = '';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    requests.push(`${request.method} ${path}`);
    if (path.startsWith('/storage/')) {
      if (request.headers.authorization !== undefined) throw new Error('The token was sent to the storage.');
      const payload = payloads.find((candidate) => `/storage${candidate.path}` === path);
      if (payload === undefined) throw new Error(`Nothing was recorded behind ${path}.`);
      response.end(readFileSync(join(folder, payload.file)));
      return;
    }
    if (request.method === 'DELETE') {
      const recorded = exchanges.find((exchange) => exchange.method === 'DELETE' && exchange.path === path);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(recorded?.response ?? {}));
      return;
    }
    const body = z.object({ statement: z.string() }).parse(JSON.parse(await readText(request)));
    const exchange = posts.find((candidate) => candidate.body?.statement === body.statement);
    if (exchange === undefined) throw new Error(`Not recorded: ${body.statement}`);
    const expiration = exchange.response.result?.external_links?.[0]?.expiration;
    if (expiration !== undefined) {
      response.setHeader('date', new Date(Date.parse(expiration) - 15 * 60_000).toUTCString());
    }
    response.writeHead(exchange.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(exchange.response).replaceAll(storage, `https://${host}/storage`));
  }

  const server = await startHttpsFixture((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error_code: 'BAD_REQUEST', message: String(thrown) }));
    });
  });
  host = server.host;
  const statements = posts.flatMap((exchange) => exchange.body?.statement ?? []);
  return { ...server, statements, requests };
}
