import { readFile } from 'node:fs/promises';
import { effectOf } from '../faults/fault-plan.ts';
import type { Reply } from '../http/reply.ts';
import type { Route, WarehouseRequest } from '../http/route.ts';
import { cutStream } from './cut-stream.ts';
import type { LinkSigner } from './link-signer.ts';
import type { ResultStore } from './result-store.ts';
import type { StoredFile, StoredResult } from './stored-result.ts';

const twoMechanisms =
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';

function refusal(status: number, code: string, message: string): Reply {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(xml) };
}

function fileOf(stored: StoredResult, index: number, request: WarehouseRequest): StoredFile | undefined {
  return stored.files[effectOf(request.effects, 'otherFile')?.chunk ?? index];
}

async function serveFile(stored: StoredResult, file: StoredFile, request: WarehouseRequest): Promise<Reply> {
  const headers = { 'content-type': 'binary/octet-stream', 'accept-ranges': 'none' };
  const cut = effectOf(request.effects, 'cutMessages');
  if (cut === undefined) return { status: 200, headers, body: { path: file.path, length: file.storedBytes } };
  return { status: 200, headers, body: await cutStream(await readFile(file.path), stored, cut.keep) };
}

/** The storage behind the links: no token, but a signature that ends. */
export function downloadRoutes(store: ResultStore, signer: LinkSigner): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: '/results/:result/:file',
      open: true,
      subject: (request) => ({ operation: 'download', chunk: Number.parseInt(request.params.file ?? '', 10) }),
      handle: async (request) => {
        if (request.headers.authorization !== undefined) return refusal(400, 'InvalidArgument', twoMechanisms);
        const verdict = signer.verify(request.path, request.query);
        if (verdict.kind === 'expired' || effectOf(request.effects, 'expiredLink') !== undefined) {
          return refusal(403, 'AccessDenied', 'Request has expired');
        }
        if (verdict.kind === 'denied' || effectOf(request.effects, 'deniedLink') !== undefined) {
          return refusal(403, 'AccessDenied', 'Access Denied');
        }
        const stored = store.find(verdict.resultId);
        const file = stored === undefined ? undefined : fileOf(stored, verdict.fileIndex, request);
        if (stored === undefined || file === undefined) {
          return refusal(404, 'NoSuchKey', 'The specified key does not exist.');
        }
        return serveFile(stored, file, request);
      },
    },
  ];
}
