import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../../../../src/sample-warehouse/catalog.ts';
import { LinkSigner } from '../../../../src/sample-warehouse/results/link-signer.ts';
import { ResultStore } from '../../../../src/sample-warehouse/results/result-store.ts';
import type { SqlEngine } from '../../../../src/sample-warehouse/sql/sql-engine.ts';
import { ThriftService, type ThriftServiceOptions } from '../../../../src/sample-warehouse/thrift/thrift-service.ts';
import { makeCertificates } from '../../../../src/sample-warehouse/tls/make-certificates.ts';

export interface RunningServer {
  readonly port: number;
  readonly ca: string;
  readonly service: ThriftService;
  /** Links that clients fetched. */
  readonly downloads: string[];
  /** Closes the connection after this call was worked off, without sending its answer; once. */
  dropAnswerTo(method: string): void;
  /** Closes the connection of the next download without an answer. */
  dropDownload(): void;
  close(): Promise<void>;
}

/** Nothing but the service, its result files and TLS. */
export async function startServer(
  engine: SqlEngine,
  catalog: Catalog,
  options: Partial<ThriftServiceOptions> & { readonly fileBytes?: number } = {},
): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'thrift-results-'));
  const { ca, certificate, key } = await makeCertificates();
  let port = 0;
  const origin = () => `https://127.0.0.1:${port}`;
  const signer = new LinkSigner({ origin, lifetimeMs: 900_000 });
  const files = new ResultStore({ folder, fileBytes: options.fileBytes ?? 256 * 1024, signer });
  const defaults = { catalog: 'main', schema: 'default', timeZone: 'Etc/UTC' };
  const service = new ThriftService({ engine, catalog, files, defaults, ...options });
  const downloads: string[] = [];
  const dropped = new Set<string>();
  let isDownloadDropped = false;
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    const url = new URL(request.url ?? '/', origin());
    if (request.method === 'GET') {
      const verdict = signer.verify(url.pathname, url.searchParams);
      const file = verdict.kind === 'granted' ? files.find(verdict.resultId)?.files[verdict.fileIndex] : undefined;
      if (file === undefined) {
        response.writeHead(403).end();
        return;
      }
      downloads.push(url.pathname);
      if (isDownloadDropped) {
        isDownloadDropped = false;
        response.destroy();
      } else {
        response.writeHead(200, { 'content-length': file.storedBytes });
        createReadStream(file.path).pipe(response);
      }
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const answer = await service.handle(body);
    const method = body.subarray(8, 8 + body.readInt32BE(4)).toString();
    if (dropped.delete(method)) response.destroy();
    else response.writeHead(200, { 'content-type': 'application/x-thrift' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  return {
    port,
    ca,
    service,
    downloads,
    dropAnswerTo: (method) => dropped.add(method),
    dropDownload: () => {
      isDownloadDropped = true;
    },
    async close() {
      await service.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
