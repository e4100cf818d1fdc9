import { ReplicatorError } from '../../../shared/errors.ts';
import type { ManifestChunk, ResultManifest } from '../source.ts';
import type { ManifestAnswer } from './statement-answers.ts';

/**
 * The manifest as the rest of the engine may rely on it: chunks and rows without gaps or overlaps, sums that are the
 * totals. A statement without rows has no chunks, one without a result (DDL) no columns either.
 * @throws ReplicatorError `integrity.truncated`, `integrity.manifest`, `source.protocol`
 */
export function toManifest(answer: ManifestAnswer): ResultManifest {
  if (answer.truncated === true) {
    throw new ReplicatorError('integrity.truncated', 'The warehouse cut the result short because of its size.');
  }
  if (answer.format !== 'ARROW_STREAM') {
    throw new ReplicatorError('source.protocol', `The result comes as ${answer.format} instead of ARROW_STREAM.`);
  }
  const chunks = toChunks(answer);
  const totalRows = sum(chunks.map((chunk) => chunk.rows));
  expectSame('rows', totalRows, answer.total_row_count ?? 0);
  if (chunks.every((chunk) => chunk.bytes !== undefined) && answer.total_byte_count !== undefined) {
    expectSame('bytes', sum(chunks.map((chunk) => chunk.bytes ?? 0)), answer.total_byte_count);
  }
  return {
    columns: toColumns(answer),
    chunks,
    totalRows,
    ...(answer.total_byte_count === undefined ? {} : { totalBytes: answer.total_byte_count }),
    compression: toCompression(answer.result_compression),
  };
}

function toChunks(answer: ManifestAnswer): ManifestChunk[] {
  const announced = (answer.chunks ?? []).toSorted((a, b) => a.chunk_index - b.chunk_index);
  expectSame('chunks', announced.length, answer.total_chunk_count ?? announced.length);
  let nextRow = 0;
  return announced.map((chunk, position) => {
    expectSame('chunk index', chunk.chunk_index, position);
    expectSame(`first row of chunk ${position}`, chunk.row_offset, nextRow);
    nextRow += chunk.row_count;
    return {
      index: chunk.chunk_index,
      rowOffset: chunk.row_offset,
      rows: chunk.row_count,
      ...(chunk.byte_count === undefined ? {} : { bytes: chunk.byte_count }),
    };
  });
}

function toColumns(answer: ManifestAnswer) {
  const columns = (answer.schema.columns ?? []).toSorted((a, b) => a.position - b.position);
  expectSame('columns', columns.length, answer.schema.column_count);
  return columns.map((column) => ({ name: column.name, typeText: column.type_text }));
}

function toCompression(text: string | undefined): ResultManifest['compression'] {
  if (text === undefined || text === 'NONE') return 'none';
  if (text === 'LZ4_FRAME') return 'lz4';
  throw new ReplicatorError('source.protocol', `The result is compressed in an unknown way, ${text}.`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function expectSame(what: string, found: number, announced: number): void {
  if (found === announced) return;
  throw new ReplicatorError(
    'integrity.manifest',
    `The manifest contradicts itself: ${what}, ${found} ≠ ${announced}.`,
    {
      facts: { what, found, announced },
    },
  );
}
