import {
  binary,
  bool,
  count,
  double,
  i8,
  i16,
  i32,
  i64,
  list,
  map,
  struct,
  text,
  type ValueOf,
  type WireType,
} from '../wire/wire-type.ts';
import { status } from './handles.ts';

const typeQualifiers = struct({ qualifiers: [1, map(struct({ i32Value: [1, i32], stringValue: [2, text] }))] });
const primitiveEntry = struct({ type: [1, i32], typeQualifiers: [2, typeQualifiers] });
const typeDesc = struct({ types: [1, list(struct({ primitiveEntry: [1, primitiveEntry] }))] });

const columnDesc = struct({
  columnName: [1, text],
  typeDesc: [2, typeDesc],
  position: [3, i32],
  comment: [4, text],
});
export type ColumnDesc = ValueOf<typeof columnDesc>;

function column<T>(value: WireType<T>) {
  return struct({ values: [1, list(value) as WireType<readonly T[]> & WireType<unknown>], nulls: [2, binary] });
}

const columnValues = struct({
  boolVal: [1, column(bool)],
  byteVal: [2, column(i8)],
  i16Val: [3, column(i16)],
  i32Val: [4, column(i32)],
  i64Val: [5, column(i64)],
  doubleVal: [6, column(double)],
  stringVal: [7, column(text)],
  binaryVal: [8, column(binary)],
});
export type ColumnValues = ValueOf<typeof columnValues>;

const arrowBatch = struct({ batch: [1, binary], rowCount: [2, count] });
export type ArrowBatch = ValueOf<typeof arrowBatch>;

const resultLink = struct({
  fileLink: [1, text],
  expiryTime: [2, count],
  startRowOffset: [3, count],
  rowCount: [4, count],
  bytesNum: [5, count],
  httpHeaders: [6, map(text)],
});

const rowSet = struct({
  startRowOffset: [1, count],
  rows: [2, list(struct({}))],
  columns: [3, list(columnValues)],
  arrowBatches: [0x501, list(arrowBatch)],
  resultLinks: [0x502, list(resultLink)],
});
export type RowSet = ValueOf<typeof rowSet>;

export const resultSetMetadata = struct({
  status: [1, status],
  schema: [2, struct({ columns: [1, list(columnDesc)] })],
  resultFormat: [0x501, i32],
  lz4Compressed: [0x502, bool],
  arrowSchema: [0x503, binary],
  cacheLookupResult: [0x504, i32],
  uncompressedBytes: [0x505, count],
  compressedBytes: [0x506, count],
  isStagingOperation: [0x507, bool],
  x0d01: [0xd01, i32],
  x0d05: [0xd05, count],
  x0d06: [0xd06, text],
  x0d08: [0xd08, bool],
  x0d09: [0xd09, bool],
  x0d11: [0xd11, bool],
  x0d13: [0xd13, bool],
});
export type ResultSetMetadata = ValueOf<typeof resultSetMetadata>;

export const fetchResultsResponse = struct({
  status: [1, status],
  hasMoreRows: [2, bool],
  results: [3, rowSet],
  resultSetMetadata: [0x501, resultSetMetadata],
});
