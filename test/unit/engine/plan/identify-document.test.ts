import { expect, it } from 'vitest';
import { identifyDocument } from '../../../../src/engine/plan/identify-document.ts';
import { parseReplication } from '../../../../src/shared/document/parse-replication.ts';

function identity(rest: string): string {
  const parsed = parseReplication(`connection: sample\ntarget: x.duckdb\n${rest}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return identifyDocument(parsed.replication);
}

it('is the same for the same tables, whatever the limits and the spelling of the document', () => {
  expect(identity('limits: {tables: 2}\ntables: ["a.b.*"]')).toBe(identity('tables:\n  - a.b.* # all'));
});

it.each(['tables: ["a.b.c"]', 'tables: [{source: "a.b.*", where: "x > 1"}]', 'tables: ["a.b.*"]\nexclude: [a.b.c]'])(
  'differs for %s',
  (rest) => expect(identity(rest)).not.toBe(identity('tables: ["a.b.*"]')),
);
