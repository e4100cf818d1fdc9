import {
  Bool,
  type Data,
  Field,
  Int32,
  List,
  Map_,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { sliceBatch } from '../../../../../src/sample-warehouse/thrift/results/arrow-messages.ts';
import { columnsOf } from '../../../../../src/sample-warehouse/thrift/results/column-values.ts';
import { clientBatch, clientSchema } from '../../../../../src/sample-warehouse/thrift/results/native-types.ts';

const element = new Field(
  'element',
  new Struct<{ a: Int32; b: Utf8 }>([new Field('a', new Int32(), true), new Field('b', new Utf8(), true)]),
  true,
);
const entry = new Struct<{ key: Utf8; value: Int32 }>([
  new Field('key', new Utf8(), false),
  new Field('value', new Int32(), true),
]);

const vectors = {
  flag: vectorFromArray([true, false, null, true], new Bool()),
  list: vectorFromArray([[{ a: 1, b: 'x"y' }, null], [], null, [{ a: null, b: null }]], new List(element)),
  map: vectorFromArray(
    [new Map([['k', 1]]), new Map<string, number | null>([['n', null]]), null, new Map()],
    new Map_<Utf8, Int32>(new Field('entries', entry, false)),
  ),
};

const schema = new Schema(Object.entries(vectors).map(([name, { type }]) => new Field(name, type, true)));
const batch = new RecordBatch(
  schema,
  makeData({
    type: new Struct(schema.fields),
    length: 4,
    nullCount: 0,
    children: Object.values(vectors).flatMap<Data>(({ data }) => [...data]),
  }),
);

const columns = [
  { name: 'flag', typeText: 'BOOLEAN', comment: null, nullable: true },
  { name: 'list', typeText: 'ARRAY<STRUCT<a: INT, b: STRING>>', comment: null, nullable: true },
  { name: 'map', typeText: 'MAP<STRING, INT>', comment: null, nullable: true },
];

const texts = {
  list: ['[{"a":1,"b":"x\\"y"},null]', '[]', null, '[{"a":null,"b":null}]'],
  map: ['{"k":1}', '{"n":null}', null, '{}'],
};

describe('nested values for a client that does not read them natively', () => {
  it('become JSON text, NULL stays NULL', () => {
    const text = clientBatch(batch, clientSchema(columns, schema, {}), {});
    expect(text.getChild('list')?.toArray()).toEqual(texts.list);
    expect(text.getChild('map')?.toArray()).toEqual(texts.map);
    expect([...(text.getChild('flag') ?? [])]).toEqual([true, false, null, true]);
  });

  it('stay right in a slice', () => {
    const text = clientBatch(sliceBatch(batch, 1, 4), clientSchema(columns, schema, {}), {});
    expect(text.getChild('list')?.toArray()).toEqual(texts.list.slice(1));
    expect(text.getChild('map')?.toArray()).toEqual(texts.map.slice(1));
  });

  it('travel as text columns with a bitmap of NULLs', () => {
    const [flag, list] = columnsOf([sliceBatch(batch, 0, 3), sliceBatch(batch, 3, 4)], columns);
    expect(flag?.boolVal).toEqual({ values: [true, false, false, true], nulls: Uint8Array.of(4) });
    expect(list?.stringVal).toEqual({
      values: texts.list.map((text) => text ?? ''),
      nulls: Uint8Array.of(4),
    });
  });
});
