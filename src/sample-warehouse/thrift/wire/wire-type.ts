import type { BinaryReader } from './binary-reader.ts';
import type { BinaryWriter } from './binary-writer.ts';
import { skip } from './skip.ts';
import { wire } from './type-ids.ts';

/** How values of one Thrift type are written and read. */
export interface WireType<T> {
  readonly id: number;
  write(out: BinaryWriter, value: T): void;
  read(input: BinaryReader): T;
}

export type ValueOf<W> = W extends WireType<infer T> ? T : never;

function scalar<T>(
  id: number,
  write: (out: BinaryWriter, value: T) => void,
  read: (input: BinaryReader) => T,
): WireType<T> {
  return { id, write, read };
}

export const bool = scalar<boolean>(
  wire.bool,
  (out, value) => out.byte(value ? 1 : 0),
  (input) => input.byte() !== 0,
);
export const i8 = scalar<number>(
  wire.byte,
  (out, value) => out.byte(value),
  (input) => input.byte(),
);
export const i16 = scalar<number>(
  wire.i16,
  (out, value) => out.i16(value),
  (input) => input.i16(),
);
export const i32 = scalar<number>(
  wire.i32,
  (out, value) => out.i32(value),
  (input) => input.i32(),
);
export const i64 = scalar<bigint>(
  wire.i64,
  (out, value) => out.i64(value),
  (input) => input.i64(),
);
/** An i64 that counts rows, bytes or milliseconds: a whole number in JavaScript's exact range. */
export const count = scalar<number>(
  wire.i64,
  (out, value) => out.i64(BigInt(value)),
  (input) => Number(input.i64()),
);
export const double = scalar<number>(
  wire.double,
  (out, value) => out.double(value),
  (input) => input.double(),
);
export const text = scalar<string>(
  wire.string,
  (out, value) => out.binary(Buffer.from(value, 'utf8')),
  (input) => input.binary().toString('utf8'),
);
export const binary = scalar<Uint8Array>(
  wire.string,
  (out, value) => out.binary(value),
  (input) => input.binary(),
);

export function list<T>(element: WireType<T>): WireType<readonly T[]> {
  return {
    id: wire.list,
    write(out, values) {
      out.byte(element.id);
      out.i32(values.length);
      for (const value of values) element.write(out, value);
    },
    read(input) {
      const id = input.byte();
      const size = input.size(1);
      if (id === element.id) return Array.from({ length: size }, () => element.read(input));
      for (let i = 0; i < size; i++) skip(input, id);
      return [];
    },
  };
}

export function map<T>(value: WireType<T>): WireType<Readonly<Record<string, T>>> {
  return {
    id: wire.map,
    write(out, entries) {
      const pairs = Object.entries(entries);
      out.byte(wire.string);
      out.byte(value.id);
      out.i32(pairs.length);
      for (const [key, item] of pairs) {
        text.write(out, key);
        value.write(out, item);
      }
    },
    read(input) {
      const keyId = input.byte();
      const valueId = input.byte();
      const pairs: [string, T][] = [];
      for (let left = input.size(2); left > 0; left--) {
        if (keyId === wire.string && valueId === value.id) {
          pairs.push([text.read(input), value.read(input)]);
        } else {
          skip(input, keyId);
          skip(input, valueId);
        }
      }
      return Object.fromEntries(pairs);
    },
  };
}

type Fields = Readonly<Record<string, readonly [id: number, type: WireType<never> | WireType<unknown>]>>;

/** Whatever arrives may lack any field, so every field is optional. */
export type StructValue<F extends Fields> = { readonly [K in keyof F]?: ValueOf<F[K][1]> | undefined };

/** A struct; fields are written in the order given, unknown ones are skipped when read. */
export function struct<const F extends Fields>(fields: F): WireType<StructValue<F>> {
  const named = Object.entries(fields) as [string, readonly [number, WireType<unknown>]][];
  const byId = new Map(named.map(([name, [id, type]]) => [id, { name, type }]));
  return {
    id: wire.struct,
    write(out, value) {
      for (const [name, [id, type]] of named) {
        const item = value[name];
        if (item === undefined) continue;
        out.byte(type.id);
        out.i16(id);
        type.write(out, item);
      }
      out.byte(wire.stop);
    },
    read(input) {
      const value: Record<string, unknown> = {};
      for (let id = input.byte(); id !== wire.stop; id = input.byte()) {
        const field = byId.get(input.i16());
        if (field !== undefined && field.type.id === id) value[field.name] = field.type.read(input);
        else skip(input, id);
      }
      return value as StructValue<F>;
    },
  };
}
