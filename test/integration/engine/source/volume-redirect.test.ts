import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Certificates, makeCertificates } from '../../../../src/sample-warehouse/tls/make-certificates.ts';
import { type HttpsFixture, startHttpsFixture } from '../../../support/https-fixture.ts';
import { openSource, type SourceFixture } from '../../../support/source-fixture.ts';

const never = new AbortController().signal;
const secret = 'signature=of-a-presigned-link';
const content = Buffer.alloc(100_000, 'the content of a file ');
const file = {
  path: '/Volumes/main/default/exports/replicator/r/s/part-0.parquet',
  name: 'part-0.parquet',
  bytes: 100_000,
};

let certificates: Certificates;
let folder: string;
const servers: HttpsFixture[] = [];
let fixture: SourceFixture;
let workspaceRequests: IncomingHttpHeaders[];

async function serve(listener: RequestListener): Promise<HttpsFixture> {
  const server = await startHttpsFixture(listener, certificates);
  servers.push(server);
  return server;
}

/** A workspace that answers every request for a file with another address. */
async function openWorkspace(locationOf: (host: string) => string): Promise<void> {
  workspaceRequests = [];
  const { host, ca } = await serve((incoming, response) => {
    workspaceRequests.push(incoming.headers);
    response.writeHead(302, { location: locationOf(incoming.headers.host ?? '') }).end();
  });
  fixture = openSource({ host, ca });
}

/** A storage that knows ranges, or refuses. */
async function openStorage(
  status = 200,
): Promise<{ readonly server: HttpsFixture; readonly asked: IncomingHttpHeaders[] }> {
  const asked: IncomingHttpHeaders[] = [];
  const server = await serve((incoming, response) => {
    asked.push(incoming.headers);
    if (status !== 200) return void response.writeHead(status).end(`<Error>${secret}</Error>`);
    const start = Number(/^bytes=(\d+)-$/.exec(incoming.headers.range ?? '')?.[1] ?? 0);
    const range = start === 0 ? {} : { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` };
    response.writeHead(start === 0 ? 200 : 206, { ...range, 'content-length': content.length - start });
    response.end(content.subarray(start));
  });
  return { server, asked };
}

const download = (name: string) => fixture.source.volumes.download(file, join(folder, name), never);

beforeAll(async () => {
  certificates = await makeCertificates();
  folder = await mkdtemp(join(tmpdir(), 'volume-redirect-'));
});
afterEach(async () => {
  await fixture.close();
  for (const server of servers.splice(0)) await server.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('a storage is asked without the token, for the rest of the file', async () => {
  const { server, asked } = await openStorage();
  await openWorkspace(() => `${server.url}/bucket/part?${secret}`);
  await writeFile(join(folder, 'a.part'), content.subarray(0, 1000));
  expect(await download('a')).toMatchObject({ wireBytes: file.bytes - 1000 });
  expect((await readFile(join(folder, 'a'))).equals(content)).toBe(true);
  expect(workspaceRequests).toMatchObject([{ authorization: 'Bearer token-of-the-test', range: 'bytes=1000-' }]);
  expect(asked).toMatchObject([{ range: 'bytes=1000-' }]);
  expect(asked[0]).not.toHaveProperty('authorization');
});

it('a storage that refuses is asked again by way of the workspace, and its link is in no error', async () => {
  const { server, asked } = await openStorage(403);
  await openWorkspace(() => `${server.url}/bucket/part?${secret}`);
  const failed = await download('b').then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({ code: 'network.unavailable', facts: { status: 403, host: server.host } });
  expect([asked.length, workspaceRequests.length]).toEqual([3, 3]);
  const { message, stack, cause, facts } = failed as Error & { facts: unknown };
  expect(`${message} ${stack} ${String(cause)} ${JSON.stringify(facts)}`).not.toContain(secret);
});

it('a file that is not in the storage any more is gone', async () => {
  const { server } = await openStorage(404);
  await openWorkspace(() => `${server.url}/bucket/part?${secret}`);
  await expect(download('c')).rejects.toMatchObject({ code: 'source.resultGone' });
});

it('a workspace that sends on within itself is given the token, but is not followed in a circle', async () => {
  await openWorkspace((host) => `https://${host}/round`);
  await expect(download('d')).rejects.toMatchObject({ code: 'source.protocol' });
  expect(workspaceRequests.map(({ authorization }) => authorization)).toEqual(
    Array.from({ length: 4 }, () => 'Bearer token-of-the-test'),
  );
});

it('an address without TLS is not followed', async () => {
  await openWorkspace(() => `http://127.0.0.1:9/part?${secret}`);
  await expect(download('e')).rejects.toMatchObject({ code: 'source.protocol' });
  expect(workspaceRequests).toHaveLength(1);
});
