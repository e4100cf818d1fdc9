import { Binary, Dictionary, Field, Int32, List, Table, Utf8, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { readIpcStream } from '../../../../src/engine/arrow/ipc-stream.ts';
import { ReplicatorError } from '../../../../src/shared/errors.ts';
import { expectedColumn, readAll, streamOf } from './arrow-streams.ts';

const columns = [
  expectedColumn('id', { kind: 'int', bits: 32 }),
  expectedColumn('words', { kind: 'text' }),
  expectedColumn('lists', { kind: 'list', element: { kind: 'binary' } }),
];

function sample(): ArrayBuffer {
  return streamOf(
    new Table({
      id: vectorFromArray([1, null, 3], new Int32()),
      words: vectorFromArray(['one', null, 'thirty-three characters, or so'], new Utf8()),
      lists: vectorFromArray([[new Uint8Array([1])], null, []], new List(new Field('element', new Binary()))),
    }),
  );
}

/** Position of the offsets 0, 3, 3, 33 of the column `words`. */
function offsetsOfWords(stream: ArrayBuffer): number {
  const found = Buffer.from(stream).indexOf(Buffer.from(new Int32Array([0, 3, 3, 33]).buffer));
  expect(found).toBeGreaterThan(0);
  return found;
}

describe('a damaged stream', () => {
  it('is whole before it is damaged', () => {
    expect(readAll(sample(), columns).map((column) => column.rows)).toEqual([3, 3, 3]);
  });

  it('is refused without its end marker', () => {
    const stream = sample();
    expect(() => readIpcStream(stream.slice(0, stream.byteLength - 8))).toThrowError(
      expect.objectContaining({ code: 'integrity.payload', message: expect.stringContaining('end-of-stream') }),
    );
  });

  it.each([
    ['falling', 1, 40],
    ['negative', 0, -1],
    ['beyond the text', 3, 1 << 30],
  ])('is refused with %s offsets, and the column is named', (_, index, value) => {
    const stream = sample();
    new DataView(stream).setInt32(offsetsOfWords(stream) + index * 4, value, true);
    expect(() => readAll(stream, columns)).toThrowError(
      expect.objectContaining({ code: 'integrity.payload', subject: { column: 'words' } }),
    );
  });

  it('never gets past the checks with anything but an error of ours, wherever it is cut', () => {
    const stream = sample();
    for (let length = 0; length < stream.byteLength; length++) {
      expect(() => readAll(stream.slice(0, length), columns)).toThrowError(ReplicatorError);
    }
  });

  it('keeps every reference inside its buffers, whatever byte is changed', () => {
    const length = sample().byteLength;
    let refused = 0;
    for (let at = 0; at < length; at++) {
      for (const change of [0x01, 0x80, 0xff]) {
        const stream = sample();
        const bytes = new Uint8Array(stream);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        try {
          for (const column of readAll(stream, columns)) {
            const { offsets, values, children, rows } = column;
            expect(column.validity === undefined || column.validity.length * 8 >= rows).toBe(true);
            if (column.shape.wire.kind === 'int') expect(values.length).toBeGreaterThanOrEqual(rows * 4);
            else expect(offsets[rows]).toBeLessThanOrEqual(children[0]?.rows ?? values.length);
          }
        } catch (error) {
          if (!(error instanceof ReplicatorError)) throw error;
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(length / 4);
  });

  it('is refused where a column is dictionary-encoded', () => {
    const type = new Dictionary(new Utf8(), new Int32());
    const stream = streamOf(new Table({ id: vectorFromArray(['a', 'b', 'a'], type) }));
    expect(() => readIpcStream(stream)).toThrowError(expect.objectContaining({ code: 'source.unsupported' }));
  });
});
