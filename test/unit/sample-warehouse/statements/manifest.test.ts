import { Schema } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { makeId } from '../../../../src/sample-warehouse/make-id.ts';
import { describeManifest, describeManifestColumn } from '../../../../src/sample-warehouse/statements/manifest.ts';
import { parseSubmitRequest } from '../../../../src/sample-warehouse/statements/submit-request.ts';

function column(typeText: string) {
  return describeManifestColumn({ name: 'c', typeText, comment: null, nullable: true }, 4);
}

describe('columns', () => {
  test.each([
    ['BIGINT', 'LONG'],
    ['INT', 'INT'],
    ['SMALLINT', 'SHORT'],
    ['VOID', 'NULL'],
    ['ARRAY<INT>', 'ARRAY'],
    ['MAP<STRING, STRING>', 'MAP'],
    ['STRUCT<street: STRING, zip: INT>', 'STRUCT'],
    ['TIMESTAMP_NTZ', 'TIMESTAMP_NTZ'],
    ['VARIANT', 'VARIANT'],
  ])('%s is named %s', (typeText, typeName) => {
    expect(column(typeText)).toEqual({ name: 'c', type_text: typeText, type_name: typeName, position: 4 });
  });

  test('a decimal has precision and scale, an interval its unit', () => {
    expect(column('DECIMAL(7,2)')).toMatchObject({ type_name: 'DECIMAL', type_precision: 7, type_scale: 2 });
    expect(column('INTERVAL DAY TO HOUR')).toMatchObject({ type_name: 'INTERVAL', type_interval_type: 'DAY TO HOUR' });
  });
});

test('what is empty is absent', () => {
  const nothing = { columns: [], files: [], totalRows: 0, totalRawBytes: 0, totalStoredBytes: 0, truncated: false };
  const stored = { id: 'x', schema: new Schema([]), compression: 'lz4', framing: 'oneFrame', ...nothing } as const;
  const manifest = describeManifest({ kind: 'links', stored });
  expect(JSON.stringify(manifest)).toBe(
    '{"format":"ARROW_STREAM","schema":{"column_count":0},"total_chunk_count":0,"total_row_count":0,"total_byte_count":0,"truncated":false,"result_compression":"LZ4_FRAME"}',
  );
});

test('ids have the shape of real ones and follow the clock', () => {
  const [first, second] = [makeId(1_750_000_000_000), makeId(1_750_000_100_000)];
  expect(first).toMatch(/^01f[0-9a-f]{5}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(first < second).toBe(true);
});

describe('parseSubmitRequest', () => {
  const body = { statement: 'SELECT 1', warehouse_id: 'w' };

  test('has the defaults of the real API', () => {
    expect(parseSubmitRequest(body)).toMatchObject({ disposition: 'INLINE', format: 'JSON_ARRAY', waitMs: 10_000 });
  });

  test.each([
    { wait_timeout: '3s' },
    { wait_timeout: '51s' },
    { wait_timeout: '10' },
    { disposition: 'EXTERNAL_LINKS' },
    { format: 'CSV' },
    { row_limit: 0 },
    { statement: '' },
    { parameters: {} },
  ])('refuses %o', (wrong) => {
    expect(() => parseSubmitRequest({ ...body, ...wrong })).toThrow();
  });
});
