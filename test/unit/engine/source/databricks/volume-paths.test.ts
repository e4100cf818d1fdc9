import { describe, expect, it } from 'vitest';
import {
  exportedRun,
  exportedSlice,
  filesPath,
  isExported,
} from '../../../../../src/engine/source/databricks/volume-paths.ts';

const slice = { volume: '/Volumes/main/default/exports/daily/', run: '2024-01-01T00-00-00.000Z', slice: 't1-0' };

describe('folders in a volume', () => {
  it('lie below the folder of the user, each attempt in one of its own', () => {
    expect(exportedRun(slice.volume, slice.run)).toBe(
      '/Volumes/main/default/exports/daily/replicator/2024-01-01T00-00-00.000Z',
    );
    expect(exportedSlice(slice, '1a2b')).toBe(`${exportedRun(slice.volume, slice.run)}/t1-0-1a2b`);
  });

  it.each(['..', '.hidden', 'a/b', '', 'a b', "a'b", 'ä'])('are not called “%s”', (name) => {
    expect(() => exportedRun(slice.volume, name)).toThrow(expect.objectContaining({ code: 'usage.invalid' }));
    expect(() => exportedSlice({ ...slice, slice: name }, 'x')).toThrow(
      expect.objectContaining({ code: 'usage.invalid' }),
    );
  });

  it.each([
    '',
    '/',
    'Volumes/a/b/c',
    '/Volumes/a/b',
    '/volumes/a/b/c',
    '/Volumes/a//c',
    '/Volumes/a/b/c/../d',
    '/Volumes/a/b/./c',
    '/Volumes/a/b/c\\d',
    '/Volumes/a/b/c\nd',
    'dbfs:/Volumes/a/b/c',
  ])('are refused at “%s”', (volume) => {
    expect(() => exportedRun(volume, 'run')).toThrow(expect.objectContaining({ code: 'usage.invalid' }));
    expect(() => filesPath('files', volume)).toThrow(expect.objectContaining({ code: 'usage.invalid' }));
  });

  it('are asked for with every part encoded', () => {
    expect(filesPath('directories', '/Volumes/main/default/50% off?/a#b c')).toBe(
      '/api/2.0/fs/directories/Volumes/main/default/50%25%20off%3F/a%23b%20c',
    );
  });
});

describe('what may be removed', () => {
  it.each([
    ['/Volumes/a/b/c/replicator/run', true],
    ['/Volumes/a/b/c/d/replicator/run/slice', true],
    ['/Volumes/a/b/c', false],
    ['/Volumes/a/b/c/replicator', false],
    ['/Volumes/a/b/replicator/data', false],
    ['/Volumes/a/replicator/c/data', false],
    ['/Volumes/a/b/replicator/data/2024', false],
    ['/Volumes/a/b/c/replicator/run/slice/deeper', false],
    ['/Volumes/a/b/c/data', false],
  ])('%s: %s', (folder, expected) => {
    expect(isExported(folder)).toBe(expected);
  });
});
