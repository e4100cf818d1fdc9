import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { ReplicatorError } from '../../shared/errors.ts';

/** The place of the target file, which need not exist yet. */
export interface TargetPlace {
  /** Bytes that the disk has left; absent where the system does not say. */
  readonly freeBytes?: number;
}

/** @throws ReplicatorError `sink.unwritable` where the file could not be written at all */
export async function lookAtTarget(file: string): Promise<TargetPlace> {
  const folder = path.dirname(file);
  if (!(await isFolder(folder)))
    throw new ReplicatorError('sink.unwritable', `The folder ${folder} does not exist.`, { facts: { folder } });
  if (await isFolder(file)) throw new ReplicatorError('sink.unwritable', `${file} is a folder.`);
  // The file itself may be opened to read; its folder takes what DuckDB writes beside it.
  for (const place of [folder, file]) {
    if (await mayWrite(place)) continue;
    const what = place === file ? 'the file' : `the folder ${place}`;
    throw new ReplicatorError('sink.unwritable', `${file} cannot be written: you lack the permission for ${what}.`);
  }
  const disk = await statfs(folder).catch(() => undefined);
  return disk === undefined ? {} : { freeBytes: disk.bavail * disk.bsize };
}

async function isFolder(place: string): Promise<boolean> {
  const known = await stat(place).catch(() => undefined);
  return known?.isDirectory() === true;
}

async function mayWrite(place: string): Promise<boolean> {
  try {
    await access(place, constants.W_OK);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
