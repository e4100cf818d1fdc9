import { stat } from 'node:fs/promises';
import { effectOf } from '../faults/fault-plan.ts';
import type { Operation } from '../faults/fault-rule.ts';
import { json, type Reply } from '../http/reply.ts';
import { RestError } from '../http/rest-error.ts';
import type { Route, WarehouseRequest } from '../http/route.ts';
import { cutPage, readToken } from '../unity-catalog/page.ts';
import {
  directoryNotEmpty,
  directoryNotFound,
  fileInTheWay,
  fileModified,
  fileNotFound,
  rangeNotSatisfiable,
  volumeDenied,
  volumeNotFound,
} from './files-errors.ts';
import { readRange } from './read-range.ts';
import type { VolumeEntry, VolumePlace, VolumeStore } from './volume-store.ts';

const longestPage = 1000;
const noContent: Reply = { status: 204, headers: {}, body: Buffer.alloc(0) };

function describeEntry(entry: VolumeEntry) {
  return {
    path: entry.path,
    is_directory: entry.isDirectory,
    ...(entry.isDirectory ? {} : { file_size: entry.bytes }),
    last_modified: entry.modifiedAt,
    name: entry.name,
  };
}

function readPageSize(query: URLSearchParams): number {
  const text = query.get('page_size');
  if (text === null || text === '') return longestPage;
  const size = Number(text);
  if (Number.isSafeInteger(size) && size > 0) return Math.min(size, longestPage);
  throw new RestError(400, 'INVALID_PARAMETER_VALUE', 'page_size must be a positive integer.');
}

/** The Files API of Unity Catalog volumes. */
export function filesRoutes(store: VolumeStore, pageLength: number | undefined): readonly Route[] {
  const pathOf = ({ params }: Pick<WarehouseRequest, 'params'>) => `/${params.path ?? ''}`;

  function placeOf(request: WarehouseRequest): VolumePlace {
    const place = store.place(pathOf(request));
    if (place === undefined) throw volumeNotFound(pathOf(request));
    const denied = effectOf(request.effects, 'noPermission');
    if (denied !== undefined) throw volumeDenied(denied.privilege, place.volume);
    return place;
  }

  async function directoryOf(request: WarehouseRequest): Promise<VolumePlace> {
    const place = placeOf(request);
    if ((await store.look(place)) !== 'directory') throw directoryNotFound();
    return place;
  }

  async function fileOf(request: WarehouseRequest): Promise<VolumePlace> {
    const place = placeOf(request);
    const gone = effectOf(request.effects, 'resultGone') !== undefined;
    if (gone || (await store.look(place)) !== 'file') throw fileNotFound();
    return place;
  }

  async function list(request: WarehouseRequest): Promise<Reply> {
    const entries = await store.list(await directoryOf(request), pathOf(request));
    if (entries === undefined) throw directoryNotFound();
    const token = request.query.get('page_token');
    const offset = token === null || token === '' ? 0 : readToken(token);
    const maxResults = Math.min(readPageSize(request.query), pageLength ?? longestPage);
    const empty = effectOf(request.effects, 'emptyPage') !== undefined;
    const page = cutPage(entries, { offset, maxResults }, longestPage, empty);
    return json({
      ...(page.items.length === 0 ? {} : { contents: page.items.map(describeEntry) }),
      ...(page.nextToken === undefined ? {} : { next_page_token: page.nextToken }),
    });
  }

  async function serve(request: WarehouseRequest): Promise<Reply> {
    const { localPath } = await fileOf(request);
    const { size, mtime } = await stat(localPath);
    const unmodifiedSince = Date.parse(request.headers['if-unmodified-since'] ?? '');
    if (Math.floor(mtime.getTime() / 1000) * 1000 > unmodifiedSince) throw fileModified();
    const headers = {
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      'last-modified': mtime.toUTCString(),
    };
    const range = readRange(request.headers.range, size);
    if (range === undefined) return { status: 200, headers, body: { path: localPath, length: size } };
    if (range === 'unsatisfiable') throw rangeNotSatisfiable(size);
    const { start, end } = range;
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${start}-${end}/${size}` },
      body: { path: localPath, length: end - start + 1, start },
    };
  }

  const route = (
    method: string,
    kind: 'directories' | 'files',
    operation: Operation,
    handle: (request: WarehouseRequest) => Promise<Reply>,
  ): Route => ({
    method,
    pattern: `/api/2.0/fs/${kind}/*path`,
    subject: (request) => ({ operation, text: pathOf(request) }),
    handle,
  });

  return [
    route('GET', 'directories', 'files-list', list),
    route('HEAD', 'directories', 'files-metadata', async (request) => {
      await directoryOf(request);
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    }),
    route('PUT', 'directories', 'files-create', async (request) => {
      const place = placeOf(request);
      if ((await store.look(place)) === 'file') throw fileInTheWay();
      try {
        await store.makeDirectory(place);
      } catch (error) {
        throw ['ENOTDIR', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '') ? fileInTheWay() : error;
      }
      return noContent;
    }),
    route('DELETE', 'directories', 'files-delete', async (request) => {
      try {
        await store.removeDirectory(await directoryOf(request));
      } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'ENOTEMPTY' ? directoryNotEmpty() : error;
      }
      return noContent;
    }),
    route('GET', 'files', 'files-download', serve),
    route('HEAD', 'files', 'files-metadata', serve),
    route('DELETE', 'files', 'files-delete', async (request) => {
      await store.removeFile(await fileOf(request));
      return noContent;
    }),
  ];
}
