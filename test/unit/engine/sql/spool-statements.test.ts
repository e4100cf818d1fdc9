import { expect, it } from 'vitest';
import { copyChunks } from '../../../../src/engine/sql/spool-statements.ts';

it('row groups of the spool have a length, and a size for wide rows', () => {
  expect(copyChunks("/it's", 'zstd', 1000)).toMatch(
    /TO '\/it''s' \(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, ROW_GROUP_SIZE_BYTES 1000\)$/,
  );
});
