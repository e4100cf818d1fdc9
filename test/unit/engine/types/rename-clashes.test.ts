import { expect, it } from 'vitest';
import { renameClashes } from '../../../../src/engine/types/rename-clashes.ts';

const targets = (...names: string[]) => renameClashes(names).map((name) => name.target);

it('renames the later of names that differ only in letter case', () => {
  expect(targets('a', 'A', 'b', 'a__2', 'A')).toEqual(['a', 'A__3', 'b', 'a__2', 'A__4']);
});

it('compares ASCII letters only, as DuckDB does', () => {
  expect(targets('ä', 'Ä')).toEqual(['ä', 'Ä']);
});
