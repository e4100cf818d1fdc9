/** A table that the benchmark copies: what it is like, and the SQL that makes it. */
export interface Shape {
  readonly name: ShapeName;
  /** At scale 1. */
  readonly rows: number;
  readonly columns: string;
}

export const shapeNames = ['narrow', 'lineitem', 'wide', 'nested'] as const;
export type ShapeName = (typeof shapeNames)[number];

const words =
  "['furiously', 'regular', 'deposits', 'sleep', 'carefully', 'ironic', 'accounts', 'among', 'the', 'final', 'packages', 'express']";

/** The `salt`th random whole number below `limit` of row `i`; the same at every making. */
function random(salt: number, limit: number): string {
  return `(hash(i * 257 + ${salt}) % ${limit})`;
}

function oneOf(salt: number, options: readonly string[]): string {
  return `[${options.map((option) => `'${option}'`).join(', ')}][1 + ${random(salt, options.length)}::INTEGER]`;
}

/** About 30 letters. */
function sentence(salt: number): string {
  const word = (part: number): string => `${words}[1 + ${random(salt * 7 + part, 12)}::INTEGER]`;
  return `concat_ws(' ', ${[0, 1, 2, 3].map(word).join(', ')}, ${random(salt * 7 + 4, 1000)})`;
}

function decimal(salt: number, limit: number): string {
  return `CAST(${random(salt, limit)} / 100 AS DECIMAL(15,2))`;
}

function date(salt: number): string {
  return `DATE '1992-01-01' + ${random(salt, 2500)}::INTEGER`;
}

const narrow = [
  'i AS id',
  `${random(1, 2_000_000_000)}::INTEGER AS customer`,
  `${random(2, 10_000_000)} / 97.0::DOUBLE AS amount`,
  `${date(3)} AS day`,
  `TIMESTAMPTZ '2020-01-01 00:00:00+00' + to_microseconds(${random(4, 100_000_000_000_000)}::BIGINT) AS at`,
  `'C' || ${random(5, 100_000)} AS code`,
];

const lineitem = [
  'i // 4 AS l_orderkey',
  `${random(1, 200_000)}::BIGINT AS l_partkey`,
  `${random(2, 10_000)}::BIGINT AS l_suppkey`,
  '(1 + i % 4)::INTEGER AS l_linenumber',
  `${decimal(3, 5_000)} AS l_quantity`,
  `${decimal(4, 10_000_000)} AS l_extendedprice`,
  `${decimal(5, 11)} AS l_discount`,
  `${decimal(6, 9)} AS l_tax`,
  `${oneOf(7, ['A', 'N', 'R'])} AS l_returnflag`,
  `${oneOf(8, ['O', 'F'])} AS l_linestatus`,
  `${date(9)} AS l_shipdate`,
  `${date(10)} AS l_commitdate`,
  `${date(11)} AS l_receiptdate`,
  `${oneOf(12, ['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN'])} AS l_shipinstruct`,
  `${oneOf(13, ['AIR', 'TRUCK', 'MAIL', 'SHIP', 'RAIL', 'FOB', 'REG AIR'])} AS l_shipmode`,
  `${sentence(14)} AS l_comment`,
];

const wideKinds = [
  (salt: number) => `${random(salt, 1_000_000)}::BIGINT`,
  (salt: number) => `${random(salt, 1_000)}::INTEGER`,
  (salt: number) => `${random(salt, 10_000_000)} / 97.0::DOUBLE`,
  (salt: number) => decimal(salt, 10_000_000),
  (salt: number) => `'value ' || ${random(salt, 100_000)}`,
  (salt: number) => date(salt),
];

function wideColumn(index: number): string {
  const make = wideKinds[index % wideKinds.length] ?? ((salt: number) => `${random(salt, 100)}`);
  const salt = index * 2;
  return `CASE WHEN ${random(salt + 1, 10)} > 0 THEN ${make(salt)} END AS c${index}`;
}

const wide = ['i AS id', ...Array.from({ length: 99 }, (_, index) => wideColumn(index + 1))];

const nested = [
  'i AS id',
  `CASE WHEN ${random(1, 10)} > 0 THEN ${sentence(2)} END AS title`,
  `list_slice([${[3, 4, 5, 6].map(sentence).join(', ')}], 1, ${random(7, 5)}::INTEGER) AS tags`,
  `{'a': ${random(8, 1_000_000_000)}::BIGINT, 'b': ${sentence(9)}} AS pair`,
  `MAP {'height': ${random(10, 1000)}::BIGINT, 'width': ${random(11, 1000)}::BIGINT} AS sizes`,
];

export const shapes: Readonly<Record<ShapeName, Shape & { readonly expressions: readonly string[] }>> = {
  narrow: { name: 'narrow', rows: 10_000_000, columns: '6 columns', expressions: narrow },
  lineitem: { name: 'lineitem', rows: 6_000_000, columns: '16 columns', expressions: lineitem },
  wide: { name: 'wide', rows: 600_000, columns: '100 columns, a tenth of the values NULL', expressions: wide },
  nested: {
    name: 'nested',
    rows: 2_000_000,
    columns: '5 columns: numbers, texts, lists, structs, maps',
    expressions: nested,
  },
};

/** The query whose result is a table of this shape. */
export function selectShape(name: ShapeName, rows: number): string {
  return `SELECT ${shapes[name].expressions.join(', ')} FROM range(${rows}) AS source(i)`;
}
