import { mkdir, readdir, rm, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';

export interface VolumeEntry {
  /** `/Volumes/catalog/schema/volume/…`. */
  readonly path: string;
  readonly name: string;
  readonly isDirectory: boolean;
  readonly bytes: number;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
}

export interface Volume {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
}

/** A place in a volume. */
export interface VolumePlace {
  readonly volume: Volume;
  readonly localPath: string;
}

/** The volumes of Unity Catalog: folders of this machine, below one that goes with the server. */
export class VolumeStore {
  readonly #folder: string;
  readonly #volumes = new Map<string, Volume>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  add(volume: Volume): void {
    this.#volumes.set(keyOf(volume.catalog, volume.schema, volume.name), volume);
  }

  inSchema(catalog: string, schema: string): readonly Volume[] {
    return [...this.#volumes.values()].filter(
      (volume) => keyOf(volume.catalog, volume.schema, '') === keyOf(catalog, schema, ''),
    );
  }

  /** Where a path is kept; undefined where it is in no volume, or leads out of it. */
  place(volumePath: string): VolumePlace | undefined {
    const [root = '', marker = '', catalog = '', schema = '', name = '', ...parts] = volumePath
      .replace(/\/+$/, '')
      .split('/');
    const volume = this.#volumes.get(keyOf(catalog, schema, name));
    if (root !== '' || marker !== 'Volumes' || volume === undefined) return undefined;
    if (parts.some((part) => ['', '.', '..'].includes(part) || /[\\\0]/.test(part))) return undefined;
    return { volume, localPath: path.join(this.#folder, volume.catalog, volume.schema, volume.name, ...parts) };
  }

  /** What is at a place; the root of a volume is always there. */
  async look({ volume, localPath }: VolumePlace): Promise<'file' | 'directory' | undefined> {
    await mkdir(path.join(this.#folder, volume.catalog, volume.schema, volume.name), { recursive: true });
    const found = await stat(localPath).catch(unlessMissing);
    if (found === undefined) return undefined;
    return found.isDirectory() ? 'directory' : 'file';
  }

  /** In the order of names, without what is gone in the meantime; undefined where the folder itself is. */
  async list(place: VolumePlace, volumePath: string): Promise<readonly VolumeEntry[] | undefined> {
    const names = await readdir(place.localPath).catch(unlessMissing);
    const entries = names?.toSorted().map(async (name): Promise<VolumeEntry | undefined> => {
      const found = await stat(path.join(place.localPath, name)).catch(unlessMissing);
      return (
        found && {
          path: `${volumePath.replace(/\/+$/, '')}/${name}`,
          name,
          isDirectory: found.isDirectory(),
          bytes: found.size,
          modifiedAt: Math.floor(found.mtimeMs),
        }
      );
    });
    return entries && (await Promise.all(entries)).filter((entry) => entry !== undefined);
  }

  /** @throws an error with the code `ENOTDIR` or `EEXIST` where a file is in the way */
  async makeDirectory({ localPath }: VolumePlace): Promise<void> {
    await mkdir(localPath, { recursive: true });
  }

  /** An empty folder in its place, whatever was there. */
  async clearDirectory({ localPath }: VolumePlace): Promise<void> {
    await rm(localPath, { recursive: true, force: true });
    await mkdir(localPath, { recursive: true });
  }

  async removeFile({ localPath }: VolumePlace): Promise<void> {
    await unlink(localPath);
  }

  /** @throws an error with the code `ENOTEMPTY` */
  async removeDirectory({ localPath }: VolumePlace): Promise<void> {
    await rmdir(localPath);
  }
}

function keyOf(...parts: readonly string[]): string {
  return parts.map((part) => part.toLowerCase()).join('/');
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
