import type { ParquetCodec } from '../../sql/spool-statements.ts';

/** Below this, stronger compression earns the time that it takes. */
const compressible = 0.3;
/** Above this, none does. */
const incompressible = 0.8;

/**
 * The codec for files of data like this chunk, told by how well LZ4 did on the way here.
 * @param wireBytes - of the chunk as it came; undefined where it came uncompressed, which tells nothing
 */
export function chooseCodec(bytes: number, wireBytes: number | undefined): ParquetCodec {
  if (wireBytes === undefined || bytes === 0) return 'snappy';
  const ratio = wireBytes / bytes;
  if (ratio > incompressible) return 'uncompressed';
  return ratio < compressible ? 'zstd' : 'snappy';
}
