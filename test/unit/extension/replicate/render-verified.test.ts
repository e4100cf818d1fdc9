import { expect, test } from 'vitest';
import { renderVerified, summariseVerified } from '../../../../src/extension/replicate/render-verified.ts';
import type { VerifiedTable } from '../../../../src/shared/receipt.ts';

const equal: VerifiedTable = {
  source: 'samples.tpch.nation',
  target: 'tpch.nation',
  state: 'equal',
  version: 0,
  sourceRows: 25,
  storedRows: 25,
  differences: [],
  comparedColumns: 4,
  notCompared: [],
};
const inPart: VerifiedTable = {
  ...equal,
  storedRows: 20,
  droppedRows: 5,
  comparedColumns: 0,
  notCompared: [
    { columns: ['n_loud'], reason: 'computed by the transform' },
    { columns: ['n_name'], reason: 'the transform may leave rows out' },
  ],
};
const different: VerifiedTable = {
  ...equal,
  state: 'different',
  storedRows: 24,
  differences: ['25 rows there, 24 here'],
};

test('one sentence for one table', () => {
  expect(summariseVerified([equal], '/w/a.duckdb')).toBe(
    'tpch.nation in a.duckdb equals samples.tpch.nation at version 0: 25 rows, 4 columns compared.',
  );
  expect(summariseVerified([different], '/w/a.duckdb')).toContain('differs from samples.tpch.nation: 25 rows there');
});

test('one sentence for several', () => {
  expect(summariseVerified([equal, different], '/w/a.duckdb')).toBe('1 of 2 tables in a.duckdb equals its source.');
});

test('what cannot be compared is named, and is no difference', () => {
  expect(summariseVerified([inPart], '/w/a.duckdb')).toBe(
    'tpch.nation in a.duckdb equals samples.tpch.nation at version 0 as far as they can be compared: 20 rows, 5 left out by the transform, no column compared.',
  );
  expect(summariseVerified([equal, inPart], '/w/a.duckdb')).toBe(
    '2 of 2 tables in a.duckdb equal their sources, 1 of them as far as they can be compared.',
  );
  const text = renderVerified([equal, inPart], '/w/a.duckdb');
  expect(text).toContain('| ✔ equal as far as comparable | tpch\\.nation |');
  expect(text).toContain('- not compared: n\\_loud \\(computed by the transform\\)');
});

test('every difference, and what to do about what could not be compared', () => {
  const error = { code: 'auth.forbidden', message: 'No.', facts: {}, subject: {} } as const;
  const text = renderVerified([equal, different, { ...equal, state: 'failed', error }], '/w/a.duckdb');
  expect(text).toContain('- 25 rows there, 24 here');
  expect(text).toContain('→ Ask the owner for the grant');
  expect(text).toContain('| ✔ equal | tpch\\.nation |');
});
