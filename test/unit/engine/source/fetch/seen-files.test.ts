import { expect, it } from 'vitest';
import { SeenFiles } from '../../../../../src/engine/source/fetch/seen-files.ts';

it('takes each file once, until it is accepted', () => {
  const seen = new SeenFiles(['of another slice']);
  expect(seen.take('a')).toBe(true);
  expect(seen.take('a')).toBe(false);
  expect(seen.take('of another slice')).toBe(false);
  seen.accept('a');
  expect(seen.take('a')).toBe(true);
  expect(seen.take('of another slice')).toBe(false);
});
