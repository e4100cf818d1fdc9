import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startForwardProxy } from '../../../support/forward-proxy.ts';
import { startHttpsFixture } from '../../../support/https-fixture.ts';
import { openSource, type SourceFixture } from '../../../support/source-fixture.ts';
import { eightChunks, openWarehouse } from './warehouse-fixture.ts';

const never = new AbortController().signal;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function closeLater<T extends { close(): Promise<void> }>(resource: T): T {
  closing.push(() => resource.close());
  return resource;
}

describe('a proxy', () => {
  it('carries all three planes, with its credentials', async () => {
    const proxy = closeLater(await startForwardProxy());
    const direct = closeLater(await openWarehouse());
    const { warehouse } = direct;
    const network = { caCertificate: warehouse.caCertificate, proxy: { url: proxy.url, bypass: 'other.example' } };
    const server = { host: `${warehouse.host}:${warehouse.port}`, ca: warehouse.caCertificate };
    const getToken = async () => warehouse.token;
    const connection = { httpPath: warehouse.httpPath, network, getToken };
    const { source, sink } = closeLater(openSource(server, { connection }));
    const result = await source.bulk.execute(eightChunks, never);
    const afterStatement = proxy.tunnels.length;
    expect(afterStatement).toBeGreaterThan(0);
    const { chunks } = result.manifest;
    await source.fetcher.fetch({ streamId: 'proxied', result, chunks, parallel: 2 }, never);
    expect((await sink.ended('proxied')).chunks.size).toBe(chunks.length);
    const afterDownloads = proxy.tunnels.length;
    expect(afterDownloads).toBeGreaterThan(afterStatement);
    expect(await source.control().query('ROWS 1', never)).toHaveLength(1);
    expect(proxy.tunnels.length).toBeGreaterThan(afterDownloads);
    expect(new Set(proxy.tunnels)).toEqual(new Set([server.host]));
    const basic = `Basic ${Buffer.from('user:pass word').toString('base64')}`;
    expect(new Set(proxy.credentials)).toEqual(new Set([basic]));
  });

  it('is left out for the hosts that are named', async () => {
    const proxy = closeLater(await startForwardProxy());
    const { warehouse } = closeLater(await openWarehouse());
    const network = { caCertificate: warehouse.caCertificate, proxy: { url: proxy.url, bypass: '127.0.0.1' } };
    const server = { host: `${warehouse.host}:${warehouse.port}`, ca: warehouse.caCertificate };
    const connection = { httpPath: warehouse.httpPath, network, getToken: async () => warehouse.token };
    const { source } = closeLater(openSource(server, { connection }));
    expect(await source.catalog.listCatalogs(never)).toContain('main');
    expect(await source.control().query('ROWS 1', never)).toHaveLength(1);
    expect(proxy.tunnels).toEqual([]);
  });
});

describe('a server whose certificate is not trusted', () => {
  it('is not spoken to, on either wire', async () => {
    const { warehouse } = closeLater(await openWarehouse());
    const server = { host: `${warehouse.host}:${warehouse.port}`, ca: '' };
    const { source } = closeLater(
      openSource(server, { connection: { httpPath: warehouse.httpPath, network: {}, getToken: async () => 'x' } }),
    );
    await expect(source.catalog.listCatalogs(never)).rejects.toMatchObject({ code: 'network.certificate' });
    await expect(source.control().query('ROWS 1', never)).rejects.toMatchObject({ code: 'network.certificate' });
  });
});

describe('a server that is not there', () => {
  it('is tried three times', async () => {
    const server = await startHttpsFixture((_, response) => response.end());
    await server.close();
    const { source } = closeLater(openSource(server));
    await expect(source.catalog.listCatalogs(never)).rejects.toMatchObject({
      code: 'network.unavailable',
      facts: { systemCode: 'ECONNREFUSED' },
    });
  });
});

describe('the storage', () => {
  const file = Buffer.from('not Arrow, but as long as the manifest says');

  /** A workspace with one statement of one uncompressed chunk, and its storage. */
  async function openStorage(serve: (response: ServerResponse, headers: IncomingHttpHeaders) => void) {
    const storageHeaders: IncomingHttpHeaders[] = [];
    const server = closeLater(
      await startHttpsFixture((request, response) => {
        if (request.url?.startsWith('/file')) {
          storageHeaders.push(request.headers);
          serve(response, request.headers);
          return;
        }
        const link = {
          chunk_index: 0,
          external_link: `https://${request.headers.host}/file?signature=secret`,
          expiration: new Date(Date.now() + 900_000).toISOString(),
          http_headers: { 'x-amz-server-side-encryption-customer-key': 'key' },
        };
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            statement_id: '01f00000-0000-1000-8000-000000000001',
            status: { state: 'SUCCEEDED' },
            manifest: {
              format: 'ARROW_STREAM',
              schema: { column_count: 0 },
              total_chunk_count: 1,
              chunks: [{ chunk_index: 0, row_offset: 0, row_count: 1, byte_count: file.length }],
              total_row_count: 1,
            },
            result: { external_links: [link] },
            external_links: [link],
          }),
        );
      }),
    );
    return { ...closeLater(openSource(server)), storageHeaders };
  }

  async function fetchFile({ source, sink }: SourceFixture): Promise<Buffer> {
    const result = await source.bulk.execute('SELECT 1', never);
    const { chunks } = result.manifest;
    await source.fetcher.fetch({ streamId: 'file', result, chunks, parallel: 1 }, never);
    return Buffer.from((await sink.ended('file')).chunks.get(0) ?? new ArrayBuffer(0));
  }

  it('is given the headers of the link, and never the token', async () => {
    const opened = await openStorage((response) => response.end(file));
    expect((await fetchFile(opened)).equals(file)).toBe(true);
    expect(opened.storageHeaders).toHaveLength(1);
    expect(opened.storageHeaders[0]).toMatchObject({ 'x-amz-server-side-encryption-customer-key': 'key' });
    expect(opened.storageHeaders[0]).not.toHaveProperty('authorization');
  });

  it('may leave out how long the file is', async () => {
    const opened = await openStorage((response) => {
      response.write(file.subarray(0, 10));
      response.end(file.subarray(10));
    });
    expect((await fetchFile(opened)).equals(file)).toBe(true);
  });

  it('is not believed when the file is longer than it can be', async () => {
    const opened = await openStorage((response) => response.writeHead(200, { 'content-length': 2 ** 40 }).write(file));
    await expect(fetchFile(opened)).rejects.toMatchObject({ code: 'integrity.payload' });
    expect(opened.storageHeaders).toHaveLength(3);
  });

  it('is not followed elsewhere', async () => {
    const opened = await openStorage((response) =>
      response.writeHead(302, { location: 'https://evil.example/' }).end(),
    );
    await expect(fetchFile(opened)).rejects.toMatchObject({ code: 'source.protocol', facts: { status: 302 } });
    expect(opened.storageHeaders).toHaveLength(1);
  });

  it('means that the result has gone when the file is not there, whatever link is asked for', async () => {
    const opened = await openStorage((response) => response.writeHead(404).end());
    await expect(fetchFile(opened)).rejects.toMatchObject({ code: 'source.resultGone' });
  });
});
