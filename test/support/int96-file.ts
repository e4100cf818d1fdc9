type Field = readonly [id: number, type: 'i32' | 'i64' | 'text' | 'struct' | 'list', value: Buffer];

const compactTypes = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}

const int = (value: number): Buffer => varint(value * 2);
const text = (value: string): Buffer => Buffer.concat([varint(value.length), Buffer.from(value)]);
const list = (type: keyof typeof compactTypes, items: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([(items.length << 4) | compactTypes[type]]), ...items]);

/** A structure in Thrift's compact form. */
function struct(...fields: readonly Field[]): Buffer {
  let last = 0;
  const parts = fields.flatMap(([id, type, value]) => {
    const header = Buffer.from([((id - last) << 4) | compactTypes[type]]);
    last = id;
    return [header, value];
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

const unixEpochInJulianDays = 2_440_588n;
const nanosecondsOfDay = 86_400_000_000_000n;

function int96(microseconds: bigint): Buffer {
  const nanoseconds = microseconds * 1000n;
  const within = ((nanoseconds % nanosecondsOfDay) + nanosecondsOfDay) % nanosecondsOfDay;
  const bytes = Buffer.alloc(12);
  bytes.writeBigUInt64LE(within, 0);
  bytes.writeUInt32LE(Number((nanoseconds - within) / nanosecondsOfDay + unixEpochInJulianDays), 8);
  return bytes;
}

/** A Parquet file with the one column `t` of INT96, as Spark writes timestamps unless it is told otherwise. */
export function int96File(microseconds: readonly bigint[]): Buffer {
  const rows = microseconds.length;
  const magic = Buffer.from('PAR1');
  const values = Buffer.concat(microseconds.map(int96));
  const page = struct(
    [1, 'i32', int(0)],
    [2, 'i32', int(values.length)],
    [3, 'i32', int(values.length)],
    [5, 'struct', struct([1, 'i32', int(rows)], [2, 'i32', int(0)], [3, 'i32', int(3)], [4, 'i32', int(3)])],
  );
  const chunk = struct(
    [1, 'i32', int(3)],
    [2, 'list', list('i32', [int(0)])],
    [3, 'list', list('text', [text('t')])],
    [4, 'i32', int(0)],
    [5, 'i64', int(rows)],
    [6, 'i64', int(page.length + values.length)],
    [7, 'i64', int(page.length + values.length)],
    [9, 'i64', int(magic.length)],
  );
  const group = struct(
    [1, 'list', list('struct', [struct([2, 'i64', int(magic.length)], [3, 'struct', chunk])])],
    [2, 'i64', int(page.length + values.length)],
    [3, 'i64', int(rows)],
  );
  const footer = struct(
    [1, 'i32', int(1)],
    [
      2,
      'list',
      list('struct', [
        struct([4, 'text', text('spark_schema')], [5, 'i32', int(1)]),
        struct([1, 'i32', int(3)], [3, 'i32', int(0)], [4, 'text', text('t')]),
      ]),
    ],
    [3, 'i64', int(rows)],
    [4, 'list', list('struct', [group])],
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([magic, page, values, footer, length, magic]);
}
