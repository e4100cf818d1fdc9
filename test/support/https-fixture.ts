import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Certificates, makeCertificates } from '../../src/sample-warehouse/tls/make-certificates.ts';

export interface HttpsFixture {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  readonly url: string;
  readonly ca: string;
  close(): Promise<void>;
}

/** A server of a test's own, on a free port; two that one client trusts share their certificates. */
export async function startHttpsFixture(listener: RequestListener, certificates?: Certificates): Promise<HttpsFixture> {
  const { ca, certificate, key } = certificates ?? (await makeCertificates());
  const server = createServer({ cert: certificate, key }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `https://${host}`,
    ca,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
