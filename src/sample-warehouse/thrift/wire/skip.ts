import { type BinaryReader, ThriftProtocolError } from './binary-reader.ts';
import { wire } from './type-ids.ts';

const maxDepth = 64;

/** Reads past a value of the given type. */
export function skip(input: BinaryReader, id: number, depth = 0): void {
  if (depth > maxDepth) throw new ThriftProtocolError('The message is nested too deeply.');
  switch (id) {
    case wire.bool:
    case wire.byte:
      input.byte();
      return;
    case wire.i16:
      input.i16();
      return;
    case wire.i32:
      input.i32();
      return;
    case wire.i64:
    case wire.double:
      input.i64();
      return;
    case wire.string:
      input.binary();
      return;
    case wire.struct:
      for (let field = input.byte(); field !== wire.stop; field = input.byte()) {
        input.i16();
        skip(input, field, depth + 1);
      }
      return;
    case wire.map: {
      const key = input.byte();
      const value = input.byte();
      for (let left = input.size(2); left > 0; left--) {
        skip(input, key, depth + 1);
        skip(input, value, depth + 1);
      }
      return;
    }
    case wire.set:
    case wire.list: {
      const element = input.byte();
      for (let left = input.size(1); left > 0; left--) skip(input, element, depth + 1);
      return;
    }
    default:
      throw new ThriftProtocolError(`Unknown type ${id}.`);
  }
}
