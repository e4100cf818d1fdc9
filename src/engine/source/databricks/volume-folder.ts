import { z } from 'zod';
import { readBody } from '../../../network/read-body.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import type { VolumeFile } from '../source.ts';
import type { RestClient } from './rest-client.ts';
import { filesPath } from './volume-paths.ts';

const count = z.number().int().nonnegative();

const folderAnswer = z.object({
  contents: z
    .array(
      z.object({
        path: z.string(),
        name: z.string(),
        is_directory: z.boolean().optional(),
        file_size: count.optional(),
      }),
    )
    .optional(),
  next_page_token: z.string().optional(),
});

/** What Databricks' writers leave beside the files: which of them count. A task that was started twice leaves others. */
const commitAnswer = z.object({ added: z.array(z.string()), removed: z.array(z.string()).optional() });
const commitName = /^_committed_\d+$/;
/** In a row; a server that sends more of them is going round in circles. */
const mostEmptyPages = 100;
const longestCommit = 64 * 1024 * 1024;

export interface FolderEntry {
  readonly path: string;
  readonly name: string;
  readonly isDirectory: boolean;
  readonly bytes: number;
}

/** All pages; a page may be empty and have a next one. */
export async function listFolder(
  rest: RestClient,
  folder: string,
  signal: AbortSignal,
): Promise<readonly FolderEntry[]> {
  const entries: FolderEntry[] = [];
  let token = '';
  for (let emptyPages = 0; emptyPages < mostEmptyPages; ) {
    const { value } = await rest.send({
      method: 'GET',
      path: filesPath('directories', folder),
      query: token === '' ? {} : { page_token: token },
      answer: folderAnswer,
      signal,
    });
    const contents = value.contents ?? [];
    for (const { name, path, is_directory: isDirectory = false, file_size: bytes = 0 } of contents) {
      entries.push({ name, path, isDirectory, bytes });
    }
    token = value.next_page_token ?? '';
    if (token === '') return entries;
    emptyPages = contents.length === 0 ? emptyPages + 1 : 0;
  }
  throw new ReplicatorError('source.protocol', `The list of ${folder} goes on without an end.`);
}

/**
 * The Parquet files of an export, in the order of their names.
 * @throws ReplicatorError `integrity.manifest` where one of them is missing
 */
export async function listParts(
  rest: RestClient,
  folder: string,
  options: { readonly signal: AbortSignal; readonly stallTimeout: number },
): Promise<readonly VolumeFile[]> {
  const entries = (await listFolder(rest, folder, options.signal)).filter(({ isDirectory }) => !isDirectory);
  const parts = entries
    .filter(({ name }) => /^[^_.].*\.parquet$/.test(name))
    .map(({ path, name, bytes }) => ({ path, name, bytes }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const commits = entries.filter(({ name }) => commitName.test(name));
  if (commits.length === 0) return parts;
  const committed = new Set<string>();
  const removed = new Set<string>();
  for (const { path } of commits) {
    const commit = await readCommit(rest, path, options);
    for (const name of commit.added) committed.add(name);
    for (const name of commit.removed ?? []) removed.add(name);
  }
  const wanted = [...committed].filter((name) => !removed.has(name) && name.endsWith('.parquet'));
  const missing = wanted.filter((name) => !parts.some((part) => part.name === name));
  if (missing.length > 0) {
    throw new ReplicatorError(
      'integrity.manifest',
      `${missing.length} of ${wanted.length} exported files are missing.`,
      {
        facts: { folder, missing: missing.length, committed: wanted.length },
      },
    );
  }
  return parts.filter(({ name }) => committed.has(name) && !removed.has(name));
}

async function readCommit(
  rest: RestClient,
  path: string,
  options: { readonly signal: AbortSignal; readonly stallTimeout: number },
): Promise<z.infer<typeof commitAnswer>> {
  const request = { path: filesPath('files', path), ...options };
  const text = (await rest.open(request, (response) => readBody(response, longestCommit))).toString('utf8');
  try {
    return commitAnswer.parse(JSON.parse(text));
  } catch (cause) {
    throw new ReplicatorError('source.protocol', `${path} does not say which files were written.`, { cause });
  }
}
