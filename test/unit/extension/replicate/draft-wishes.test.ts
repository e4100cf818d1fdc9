import { expect, it } from 'vitest';
import { draftName, draftText } from '../../../../src/extension/replicate/draft.ts';
import { draftWishes } from '../../../../src/extension/replicate/draft-wishes.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

const usual = { validate: 'counts', memory: '', tables: 4, downloads: 4 };
const draft = { connection: { kind: 'sample' }, file: '/a.duckdb', tables: ['a.b.c'] } as const;

it('adds nothing to a document where nothing else is wanted', () => {
  expect(draftWishes(usual)).toEqual({});
  expect(draftText({ ...draft, ...draftWishes(usual) })).toBe(draftText(draft));
  expect(draftName({ ...draft, ...draftWishes(usual) }, (text) => text)).toBe(draftName(draft, (text) => text));
});

it('writes what is wanted, as documents say it', () => {
  const wishes = draftWishes({ validate: 'aggregates', memory: '2GB', tables: 2, downloads: 16 });
  expect(parseReplication(draftText({ ...draft, ...wishes }))).toMatchObject({
    ok: true,
    replication: { tables: [{ validate: 'aggregates' }], limits: { memoryBytes: 2e9, tables: 2, downloads: 16 } },
  });
  expect(draftName({ ...draft, ...wishes }, (text) => text.slice(-8))).not.toBe(
    draftName(draft, (text) => text.slice(-8)),
  );
});

it('leaves out what no document may have', () => {
  expect(draftWishes({ validate: 'none', memory: 'much', tables: 0, downloads: 1.5 })).toEqual({});
  expect(draftWishes({ ...usual, memory: '1MB' })).toEqual({});
});
