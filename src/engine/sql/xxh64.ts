/** XXH64 of one 8-byte value with seed 42, which is what Databricks' `xxhash64` makes of a DOUBLE. */
const prime1 = '11400714785074694791';
const prime2 = '14029467366897019727';
const prime3 = '1609587929392839161';
const prime4 = '9650029242287828579';
/** seed + prime 5 + length */
const start = '2870177450012600311';
const mask = '18446744073709551615';

const wide = (number: string): string => `${number}::UHUGEINT`;
const low = (expression: string): string => `((${expression}) & ${wide(mask)})`;
const rotate = (value: string, bits: number): string =>
  `((${low(`${value} << ${bits}`)}) | (${value} >> ${64 - bits}))`;

/** A value computed once, under a name, for the expression that needs it more than once. */
const once = (value: string, name: string, expression: string): string =>
  `list_transform([${value}], lambda ${name}: ${expression})[1]`;

/**
 * The signed 64-bit hash of a DOUBLE as DuckDB SQL, equal to `xxhash64(…)` there; -0 counts as 0, and all NaN as one.
 * 64-bit arithmetic is done in 128 bits and masked, because DuckDB refuses to overflow.
 */
export function xxh64OfDouble(value: string): string {
  const bits = `(CASE WHEN isnan(${value}) THEN 'NaN'::DOUBLE WHEN ${value} = 0 THEN 0::DOUBLE ELSE ${value}::DOUBLE END)::BIT::UBIGINT::UHUGEINT`;
  const shifted = (name: string, by: number): string => `xor(${name}, ${name} >> ${by})`;
  const finish = once(
    low(`${shifted('h4', 29)} * ${wide(prime3)}`),
    'h5',
    once(
      shifted('h5', 32),
      'h6',
      `CASE WHEN h6 >= ${wide('9223372036854775808')} THEN (h6::HUGEINT - 18446744073709551616::HUGEINT) ELSE h6::HUGEINT END`,
    ),
  );
  return once(
    low(`${bits} * ${wide(prime2)}`),
    'h1',
    once(
      `xor(${wide(start)}, ${low(`${rotate('h1', 31)} * ${wide(prime1)}`)})`,
      'h2',
      once(
        low(`${low(`${rotate('h2', 27)} * ${wide(prime1)}`)} + ${wide(prime4)}`),
        'h3',
        once(low(`${shifted('h3', 33)} * ${wide(prime2)}`), 'h4', finish),
      ),
    ),
  );
}
