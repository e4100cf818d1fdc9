import { unsupported } from '../errors.ts';
import { type Type, typeText } from '../types.ts';
import type { Typed } from './questions.ts';
import { stage } from './stage.ts';

// All arithmetic is modulo 2^64 in 128 bits, without signs, so that no step overflows.
const wide = (value: bigint) => `${value}::UHUGEINT`;
const range = wide(2n ** 64n);
const mask = wide(2n ** 64n - 1n);
const [p1, p2, p3, p4, p5] = [
  11400714785074694791n,
  14029467366897019727n,
  1609587929392839161n,
  9650029242287828579n,
  2870177450012600261n,
].map(wide) as [string, string, string, string, string];

const modulo = (x: string) => `((${x}) & ${mask})`;
const times = (x: string, y: string) => modulo(`(${x}) * ${y}`);
const rotate = (x: string, bits: number) => stage(x, (v) => `(((${v} << ${bits}) & ${mask}) + (${v} >> ${64 - bits}))`);
const round = (accumulator: string, lane: string) =>
  times(rotate(modulo(`${accumulator} + ${times(lane, p2)}`), 31), p1);

function avalanche(hash: string): string {
  const first = stage(hash, (h) => times(`xor(${h}, ${h} >> 33)`, p2));
  const second = stage(first, (h) => times(`xor(${h}, ${h} >> 29)`, p3));
  const third = stage(second, (h) => `xor(${h}, ${h} >> 32)`);
  return stage(
    third,
    (h) =>
      `CAST(CASE WHEN ${h} >= ${wide(2n ** 63n)} THEN CAST(${h} AS HUGEINT) - 18446744073709551616 ELSE CAST(${h} AS HUGEINT) END AS BIGINT)`,
  );
}

const unsigned = (x: string) =>
  `CAST((CAST(${x} AS HUGEINT) + 18446744073709551616) % 18446744073709551616 AS UHUGEINT)`;
const unsignedInt = (x: string) => `CAST((CAST(${x} AS HUGEINT) + 4294967296) % 4294967296 AS UHUGEINT)`;

const absorbLong = (hash: string, lane: string) =>
  modulo(`${times(rotate(`xor(${hash}, ${round(wide(0n), lane)})`, 27), p1)} + ${p4}`);
const absorbInt = (hash: string, lane: string) =>
  modulo(`${times(rotate(`xor(${hash}, ${times(lane, p1)})`, 23), p2)} + ${p3}`);
const absorbByte = (hash: string, byte: string) => times(rotate(`xor(${hash}, ${times(byte, p5)})`, 11), p1);

const hashLong = (x: string, seed: string) =>
  avalanche(absorbLong(modulo(`${unsigned(seed)} + ${p5} + 8`), unsigned(x)));
const hashInt = (x: string, seed: string) =>
  avalanche(absorbInt(modulo(`${unsigned(seed)} + ${p5} + 4`), unsignedInt(x)));

/** Little-endian number of `bytes` bytes at `at` (from 0), out of hexadecimal text. */
function littleEndian(hex: string, at: string, bytes: number): string {
  const digits = Array.from(
    { length: bytes },
    (_, index) => `substring(${hex}, 2 * (${at}) + ${2 * (bytes - index) - 1}, 2)`,
  );
  return `CAST(CAST('0x' || ${digits.join(' || ')} AS UBIGINT) AS UHUGEINT)`;
}

function hashBytes(hex: string, seed: string): string {
  return stage(hex, (h) =>
    stage(unsigned(seed), (s) =>
      stage(`CAST(len(${h}) // 2 AS BIGINT)`, (n) => {
        const lanes = ['v1', 'v2', 'v3', 'v4'];
        const struct = (values: readonly string[]) =>
          `{${lanes.map((lane, index) => `'${lane}': ${values[index] ?? ''}`).join(', ')}}`;
        const start = struct([
          modulo(`${s} + ${p1} + ${p2}`),
          modulo(`${s} + ${p2}`),
          s,
          modulo(`${s} + ${range} - ${p1}`),
        ]);
        const stripes = `list_transform(range(0, ${n} // 32 * 32, 32), lambda place: ${struct(lanes.map((_, index) => littleEndian(h, `place + ${8 * index}`, 8)))})`;
        const long = stage(
          `list_reduce(${stripes}, lambda acc, stripe: ${struct(lanes.map((lane) => round(`acc.${lane}`, `stripe.${lane}`)))}, ${start})`,
          (acc) => {
            const sum = modulo(
              [1, 7, 12, 18].map((bits, index) => rotate(`${acc}.${lanes[index] ?? ''}`, bits)).join(' + '),
            );
            return lanes.reduce(
              (hash, lane) => modulo(`${times(`xor(${hash}, ${round(wide(0n), `${acc}.${lane}`)})`, p1)} + ${p4}`),
              sum,
            );
          },
        );
        const head = modulo(`CASE WHEN ${n} >= 32 THEN ${long} ELSE ${s} + ${p5} END + CAST(${n} AS UHUGEINT)`);
        const fold = (initial: string, values: string, step: (hash: string, lane: string) => string, name: string) =>
          `list_reduce(${values}, lambda hash_${name}, lane_${name}: ${step(`hash_${name}`, `lane_${name}`)}, ${initial})`;
        const eights = `list_transform(range(${n} // 32 * 32, ${n} // 8 * 8, 8), lambda place: ${littleEndian(h, 'place', 8)})`;
        const fours = `list_transform(range(${n} // 8 * 8, ${n} // 4 * 4, 4), lambda place: ${littleEndian(h, 'place', 4)})`;
        const ones = `list_transform(range(${n} // 4 * 4, ${n}), lambda place: ${littleEndian(h, 'place', 1)})`;
        return avalanche(fold(fold(fold(head, eights, absorbLong, '8'), fours, absorbInt, '4'), ones, absorbByte, '1'));
      }),
    ),
  );
}

/** Spark's `xxhash64`: each argument's hash is the seed of the next, a NULL leaves it as it is. */
export function writeXxhash64(operands: readonly Typed[]): string {
  return operands.reduce((seed, { sql, type }) => hashNullable(type, sql, seed), 'CAST(42 AS BIGINT)');
}

function hashNullable(type: Type, sql: string, seed: string): string {
  if (type.kind === 'plain' && type.name === 'VOID') return seed;
  // As a pair, a NULL argument does not make the whole stage NULL.
  return stage(
    `{'x': ${sql}, 'seed': ${seed}}`,
    (pair) => `CASE WHEN ${pair}.x IS NULL THEN ${pair}.seed ELSE ${hashValue(type, `${pair}.x`, `${pair}.seed`)} END`,
  );
}

function hashValue(type: Type, x: string, seed: string): string {
  switch (type.kind) {
    case 'string':
      return hashBytes(`hex(encode(${x}))`, seed);
    case 'decimal':
      if (type.precision > 18) break;
      return hashLong(`CAST(replace(CAST(${x} AS VARCHAR), '.', '') AS BIGINT)`, seed);
    case 'struct':
      return type.fields.reduce(
        (hash, field) => hashNullable(field.type, `${x}."${field.name.replaceAll('"', '""')}"`, hash),
        seed,
      );
    case 'plain':
      switch (type.name) {
        case 'BOOLEAN':
        case 'TINYINT':
        case 'SMALLINT':
        case 'INT':
          return hashInt(`CAST(${x} AS INTEGER)`, seed);
        case 'BIGINT':
          return hashLong(x, seed);
        case 'DATE':
          return hashInt(`(${x} - DATE '1970-01-01')`, seed);
        case 'TIMESTAMP':
        case 'TIMESTAMP_NTZ':
          return hashLong(`epoch_us(${x})`, seed);
        case 'FLOAT':
          return hashInt(
            `(CASE WHEN isnan(${x}) THEN 2143289344 WHEN ${x} = 0 THEN 0 ELSE CAST(CAST(CAST(${x} AS BIT) AS UINTEGER) AS BIGINT) END)`,
            seed,
          );
        case 'DOUBLE':
          return hashLong(
            `(CASE WHEN isnan(${x}) THEN 9221120237041090560 WHEN ${x} = 0 THEN 0 ELSE CAST(CAST(CAST(${x} AS BIT) AS UBIGINT) AS HUGEINT) END)`,
            seed,
          );
        case 'BINARY':
          return hashBytes(`hex(${x})`, seed);
      }
  }
  throw unsupported(`xxhash64 of ${typeText(type)}`);
}
