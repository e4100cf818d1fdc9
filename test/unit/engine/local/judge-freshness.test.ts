import { describe, expect, it } from 'vitest';
import { judgeFreshness } from '../../../../src/engine/local/judge-freshness.ts';

const begunAt = '2026-01-02T03:04:05.000Z';
const later = Date.parse('2026-01-03T00:00:00.000Z');
const earlier = Date.parse('2026-01-01T00:00:00.000Z');

describe('judgeFreshness', () => {
  it.each([
    ['the same version', { version: 4 }, { version: 4 }, 'fresh', 'Source and copy are at version 4.'],
    ['a newer version', { version: 4 }, { version: 6 }, 'behind', 'The source is at version 6, the copy at 4.'],
    [
      'an older version',
      { version: 4 },
      { version: 0 },
      'behind',
      'The source is at version 0, the copy at 4: the source was made anew.',
    ],
    [
      'a later commit',
      {},
      { properties: { 'delta.lastCommitTimestamp': String(later) } },
      'behind',
      'The source was changed at 2026-01-03 00:00 UTC, after the copy was begun.',
    ],
    [
      'an earlier commit',
      {},
      { properties: { 'delta.lastCommitTimestamp': String(earlier) } },
      'fresh',
      'The source has not been changed since the copy was begun.',
    ],
    [
      'a definition that was altered since',
      {},
      { updatedAt: '2026-01-03T00:00:00.000Z' },
      'behind',
      'The source was altered at 2026-01-03 00:00 UTC, after the copy was begun.',
    ],
    [
      'a definition as it was',
      { version: 4 },
      { updatedAt: '2026-01-01T00:00:00.000Z' },
      'unknown',
      'The catalog does not say when rows of the source were last changed.',
    ],
  ])('says of %s', (_what, copy, source, state, reason) => {
    expect(judgeFreshness({ begunAt, ...copy }, { properties: {}, ...source })).toEqual({ state, reason });
  });
});
