import { expect, it } from 'vitest';
import { toTextRows } from '../../../../../src/engine/source/databricks/text-rows.ts';

it.each([
  [{}, false],
  [{ total_chunk_count: 1 }, false],
  [{ total_chunk_count: 2 }, true],
  [{ total_chunk_count: 1, truncated: true }, true],
])('says of a result with %j whether there is more of it', (part, more) => {
  const manifest = { format: 'JSON_ARRAY', schema: { column_count: 1 }, ...part };
  expect(toTextRows({ manifest, result: { data_array: [['1']] } })).toEqual({ rows: [['1']], more });
});
