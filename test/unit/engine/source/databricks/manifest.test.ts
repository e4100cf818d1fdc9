import { describe, expect, it } from 'vitest';
import { toManifest } from '../../../../../src/engine/source/databricks/manifest.ts';
import type { ManifestAnswer } from '../../../../../src/engine/source/databricks/statement-answers.ts';

const whole: ManifestAnswer = {
  format: 'ARROW_STREAM',
  schema: {
    column_count: 2,
    columns: [
      { name: 'b', type_text: 'STRING', position: 1 },
      { name: 'a', type_text: 'INT', position: 0 },
    ],
  },
  total_chunk_count: 2,
  chunks: [
    { chunk_index: 1, row_offset: 3, row_count: 4, byte_count: 40 },
    { chunk_index: 0, row_offset: 0, row_count: 3, byte_count: 30 },
  ],
  total_row_count: 7,
  total_byte_count: 70,
  truncated: false,
  result_compression: 'LZ4_FRAME',
};

describe('toManifest', () => {
  it('puts chunks and columns in their order', () => {
    expect(toManifest(whole)).toEqual({
      columns: [
        { name: 'a', typeText: 'INT' },
        { name: 'b', typeText: 'STRING' },
      ],
      chunks: [
        { index: 0, rowOffset: 0, rows: 3, bytes: 30 },
        { index: 1, rowOffset: 3, rows: 4, bytes: 40 },
      ],
      totalRows: 7,
      totalBytes: 70,
      compression: 'lz4',
    });
  });

  it('takes a statement without a result', () => {
    const ddl = { format: 'ARROW_STREAM', schema: { column_count: 0 }, total_chunk_count: 0, total_row_count: 0 };
    expect(toManifest(ddl)).toEqual({ columns: [], chunks: [], totalRows: 0, compression: 'none' });
  });

  const chunk = { chunk_index: 0, row_offset: 0, row_count: 7, byte_count: 70 };
  it.each<{ what: string; change: Partial<ManifestAnswer> }>([
    { what: 'rows are missing', change: { total_row_count: 8 } },
    { what: 'rows are not announced', change: { total_row_count: undefined } },
    { what: 'bytes do not add up', change: { total_byte_count: 71 } },
    { what: 'a chunk is not listed', change: { total_chunk_count: 3 } },
    { what: 'a chunk is listed twice', change: { chunks: [chunk, { ...chunk, row_count: 0, byte_count: 0 }] } },
    { what: 'a chunk index is left out', change: { chunks: [{ ...chunk, chunk_index: 1 }], total_chunk_count: 1 } },
    { what: 'rows are left out', change: { chunks: [{ ...chunk, row_offset: 1 }], total_chunk_count: 1 } },
    { what: 'a column is missing', change: { schema: { column_count: 3, columns: whole.schema.columns } } },
  ])('refuses a manifest where $what', ({ change }) => {
    expect(() => toManifest({ ...whole, ...change })).toThrow(
      expect.objectContaining({ code: 'integrity.manifest' }) as unknown as Error,
    );
  });

  it.each<{ code: string; change: Partial<ManifestAnswer> }>([
    { code: 'integrity.truncated', change: { truncated: true } },
    { code: 'source.protocol', change: { format: 'JSON_ARRAY' } },
    { code: 'source.protocol', change: { result_compression: 'ZSTD' } },
  ])('says $code of $change', ({ code, change }) => {
    expect(() => toManifest({ ...whole, ...change })).toThrow(expect.objectContaining({ code }) as unknown as Error);
  });
});
