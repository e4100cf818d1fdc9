import { type Data, DataType, Field, makeData, RecordBatch, Schema, Struct, Utf8 } from 'apache-arrow';
import type { ResultColumn } from '../../sql/sql-engine.ts';
import { isNull, valueText } from './format-value.ts';
import { parseSqlType } from './sql-type.ts';
import { sparkJsonType } from './type-names.ts';

/** Which types the client reads as native Arrow; the others become text. */
export interface NativeTypes {
  readonly timestampAsArrow?: boolean | undefined;
  readonly decimalAsArrow?: boolean | undefined;
  readonly complexTypesAsArrow?: boolean | undefined;
  readonly intervalTypesAsArrow?: boolean | undefined;
  readonly nullTypeAsArrow?: boolean | undefined;
}

function isNative(type: DataType, native: NativeTypes): boolean {
  if (DataType.isTimestamp(type)) return native.timestampAsArrow === true;
  if (DataType.isDecimal(type)) return native.decimalAsArrow === true;
  if (DataType.isInterval(type) || DataType.isDuration(type)) return native.intervalTypesAsArrow === true;
  if (DataType.isNull(type)) return native.nullTypeAsArrow === true;
  if (DataType.isList(type) || DataType.isMap(type) || DataType.isStruct(type)) {
    return native.complexTypesAsArrow === true;
  }
  return true;
}

export function isAllNative(schema: Schema, native: NativeTypes): boolean {
  return schema.fields.every((field) => isNative(field.type, native));
}

/** A column as text, NULL where the value is NULL. */
function textData(data: Data): Data<Utf8> {
  const texts = Array.from({ length: data.length }, (_, i) => (isNull(data, i) ? undefined : valueText(data, i)));
  const bytes = texts.map((text) => Buffer.from(text ?? '', 'utf8'));
  const valueOffsets = new Int32Array(data.length + 1);
  const nullBitmap = new Uint8Array(Math.ceil(data.length / 8));
  let nullCount = 0;
  for (const [i, value] of bytes.entries()) {
    valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + value.length;
    if (texts[i] === undefined) nullCount++;
    else nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return makeData({
    type: new Utf8(),
    length: data.length,
    nullCount,
    nullBitmap,
    valueOffsets,
    data: Buffer.concat(bytes),
  });
}

/** The Arrow schema as this client wants it; `Spark:DataType:…` in the metadata keeps the SQL types. */
export function clientSchema(columns: readonly ResultColumn[], schema: Schema, native: NativeTypes): Schema {
  return new Schema(
    schema.fields.map((field, i) => {
      const column = columns[i];
      const metadata = new Map<string, string>();
      if (column !== undefined) {
        metadata.set('Spark:DataType:SqlName', column.typeText);
        metadata.set('Spark:DataType:JsonType', sparkJsonType(parseSqlType(column.typeText)));
      }
      const type = isNative(field.type, native) ? field.type : new Utf8();
      return new Field(field.name, type, field.nullable, metadata);
    }),
  );
}

/** Turns the columns that the client cannot read natively into text. */
export function clientBatch(batch: RecordBatch, schema: Schema, native: NativeTypes): RecordBatch {
  const children = batch.data.children.map((data) => (isNative(data.type, native) ? data : textData(data)));
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length: batch.numRows, nullCount: 0, children }),
  );
}
