import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { VolumeStore } from '../../../../src/sample-warehouse/volumes/volume-store.ts';

let folder: string;
let store: VolumeStore;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'volumes-'));
  store = new VolumeStore(folder);
  store.add({ catalog: 'c', schema: 's', name: 'v' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function placeOf(volumePath: string) {
  const place = store.place(volumePath);
  if (place === undefined) throw new Error(`${volumePath} is nowhere.`);
  return place;
}

test('a file that goes between the names and the look at it is not listed', async () => {
  const place = placeOf('/Volumes/c/s/v/in');
  await mkdir(place.localPath, { recursive: true });
  await writeFile(path.join(place.localPath, 'stays'), 'x');
  // A name that leads nowhere is what a file is that was cleared a moment ago.
  await symlink(path.join(folder, 'cleared'), path.join(place.localPath, 'gone'));
  const listed = await store.list(place, '/Volumes/c/s/v/in/');
  expect(listed?.map(({ path: at, bytes }) => [at, bytes])).toEqual([['/Volumes/c/s/v/in/stays', 1]]);
});

test('a folder that is gone has no list', async () => {
  expect(await store.list(placeOf('/Volumes/c/s/v/never'), '/Volumes/c/s/v/never')).toBeUndefined();
});
