import { expect, it } from 'vitest';
import { readOrigin } from '../../../../src/engine/local/read-origin.ts';

const receipt = {
  level: 'parquet',
  mode: 'replace',
  validation: 'counts',
  rows: { stored: 7 },
  startedAt: '2026-01-02T12:00:00.000Z',
  durationMs: 60_000,
};
const row = {
  run_id: 'run',
  source: 'a.b.c',
  target_schema: 'b',
  target_table: 'c',
  host: 'h.example',
  version: null,
  begun_ms: Date.parse('2026-01-02T10:00:00.000Z'),
  previous: null,
  receipt: JSON.stringify(receipt),
};

it('tells when the run began, also where it was resumed', () => {
  expect(readOrigin(row, [])).toMatchObject({
    begunAt: '2026-01-02T10:00:00.000Z',
    copiedAt: '2026-01-02T12:01:00.000Z',
    rows: 7,
    undoable: false,
  });
});

it.each(['', 'null', '{}', JSON.stringify({ ...receipt, startedAt: 'never' }), null])(
  'says nothing of a table whose receipt is %j',
  (damaged) => {
    expect(readOrigin({ ...row, receipt: damaged }, [])).toBeUndefined();
  },
);
