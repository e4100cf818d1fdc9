import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listZip } from '../../../scripts/package/list-zip.ts';

/** Made by Python's zipfile: two deflated files, one of them with a name beyond ASCII, and a comment at the end. */
const archive =
  'UEsDBBQAAAAIABYUd11Dv6ajBAAAAAIAAAAWAAAAZXh0ZW5zaW9uL3BhY2thZ2UuanNvbquuBQBQSwMEFAAACAgAFhR3XebJQTsLAAAA6AMAABQAAABleHRlbnNpb24vZGlzdC/DpC5qc6uoGAWjYBQMdwAAUEsBAhQDFAAAAAgAFhR3XUO/pqMEAAAAAgAAABYAAAAAAAAAAAAAAIABAAAAAGV4dGVuc2lvbi9wYWNrYWdlLmpzb25QSwECFAMUAAAICAAWFHdd5slBOwsAAADoAwAAFAAAAAAAAAAAAAAAgAE4AAAAZXh0ZW5zaW9uL2Rpc3Qvw6QuanNQSwUGAAAAAAIAAgCGAAAAdQAAAAkAYSBjb21tZW50';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'list-zip-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('names and unpacked sizes', async () => {
  const file = path.join(folder, 'a.vsix');
  await writeFile(file, Buffer.from(archive, 'base64'));
  expect(await listZip(file)).toEqual([
    { name: 'extension/package.json', size: 2 },
    { name: 'extension/dist/ä.js', size: 1000 },
  ]);
});

test('another file is refused', async () => {
  const file = path.join(folder, 'a.txt');
  await writeFile(file, 'PK, but no archive');
  await expect(listZip(file)).rejects.toThrow('is not a zip archive');
});
