/** Measured on two cores over TLS: what a run does at least; a plan should not promise more. */
const rowsPerSecond = 400_000;
const sourceBytesPerSecond = 30e6;

/**
 * Seconds, from rows, from the size of the source's files and from the speed of the network, whichever is the longest; absent
 * where neither rows nor size are known.
 * @param wireBytesPerSecond as measured or limited; absent where nothing is known
 */
export function estimateSeconds(
  rows: number | undefined,
  sourceBytes: number | undefined,
  wireBytesPerSecond: number | undefined,
): number | undefined {
  if (rows === undefined && sourceBytes === undefined) return undefined;
  const read = Math.max((rows ?? 0) / rowsPerSecond, (sourceBytes ?? 0) / sourceBytesPerSecond);
  const journey = wireBytesPerSecond === undefined ? 0 : estimateWireBytes(sourceBytes ?? 0) / wireBytesPerSecond;
  return Math.max(1, Math.ceil(Math.max(read, journey)));
}

/** Result files (Arrow, LZ4) and decompressed Arrow against the compressed Parquet files of a table; measured on TPC-H. */
const wireFactor = 1.6;
const frameFactor = 4;

export function estimateWireBytes(sourceBytes: number): number {
  return Math.round(sourceBytes * wireFactor);
}

export function estimateFrameBytes(sourceBytes: number): number {
  return Math.round(sourceBytes * frameFactor);
}

/** A spool of Parquet files and the copy beside it. */
export function estimateSpoolBytes(sourceBytes: number): number {
  return Math.round(sourceBytes * 2.5);
}
