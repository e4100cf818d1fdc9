import { expect, it } from 'vitest';
import { identifyDocument } from '../../../../src/engine/plan/identify-document.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

function identity(rest: string): string {
  const parsed = parseReplication(`connection: sample\ntarget: x.duckdb\n${rest}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return identifyDocument(parsed.replication);
}

it('is the same for the same tables, whatever the limits and the spelling of the document', () => {
  expect(identity('limits: {bandwidth: 1MB/s, batch: 5}\ntables: ["a.b.*"]')).toBe(identity('tables: ["a.b.*"]'));
  expect(identity('limits: {tables: 2}\ntables: ["a.b.*"]')).toBe(identity('tables:\n  - a.b.* # all'));
});

it.each(['tables: ["a.b.c"]', 'tables: [{source: "a.b.*", where: "x > 1"}]', 'tables: ["a.b.*"]\nexclude: [a.b.c]'])(
  'differs for %s',
  (rest) => expect(identity(rest)).not.toBe(identity('tables: ["a.b.*"]')),
);

it('knows what is done with the rows on their way', () => {
  const rest = (more: string): string => `tables: [{source: a.b.c, ${more}}]`;
  const all = [
    'enabled: true',
    'transform: {filter: k > 1}',
    'transform: {filter: k > 2}',
    'transform: {derive: {x: k}}',
    'transform: {dropDuplicates: [k]}',
    'keepSpool: true',
    'volume: /Volumes/a/b/c',
  ].map((more) => identity(rest(more)));
  expect(new Set(all).size).toBe(all.length);
});
