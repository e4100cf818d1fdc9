import { readFile } from 'node:fs/promises';

/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes, unpacked. */
  readonly size: number;
}

/**
 * Reads the directory at the end of a zip archive (APPNOTE 4.3.12 and 4.3.16).
 * @throws Error when the file is not a zip archive
 */
export async function listZip(file: string): Promise<readonly ZipEntry[]> {
  const zip = await readFile(file);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) throw new Error(`${file} is not a zip archive.`);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new Error(`${file} has a damaged directory.`);
    const name = zip.readUInt16LE(at + 28);
    entries.push({ name: zip.toString('utf8', at + 46, at + 46 + name), size: zip.readUInt32LE(at + 24) });
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
