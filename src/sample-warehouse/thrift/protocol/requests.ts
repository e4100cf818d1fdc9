import { bool, count, double, i16, i32, i64, list, map, struct, text, type ValueOf } from '../wire/wire-type.ts';
import { namespace, operationHandle, sessionHandle } from './handles.ts';

const directResults = struct({ maxRows: [1, count], maxBytes: [2, count] });
const directly = { getDirectResults: [0x501, directResults], runAsync: [0x502, bool] } as const;

export type DirectResults = ValueOf<typeof directResults>;

export const openSessionRequest = struct({
  configuration: [4, map(text)],
  client_protocol_i64: [0x502, i64],
  initialNamespace: [0x504, namespace],
  canUseMultipleCatalogs: [0x505, bool],
});
export type OpenSessionRequest = ValueOf<typeof openSessionRequest>;

export const sessionRequest = struct({ sessionHandle: [1, sessionHandle] });
export type SessionRequest = ValueOf<typeof sessionRequest>;
export const getInfoRequest = struct({ sessionHandle: [1, sessionHandle], infoType: [2, i32] });

const parameterValue = struct({ stringValue: [1, text], doubleValue: [2, double], booleanValue: [3, bool] });
const parameter = struct({ ordinal: [1, i32], name: [2, text], type: [3, text], value: [4, parameterValue] });
export type Parameter = ValueOf<typeof parameter>;

const arrowTypes = struct({
  timestampAsArrow: [1, bool],
  decimalAsArrow: [2, bool],
  complexTypesAsArrow: [3, bool],
  intervalTypesAsArrow: [4, bool],
  nullTypeAsArrow: [5, bool],
});

export const executeStatementRequest = struct({
  sessionHandle: [1, sessionHandle],
  statement: [2, text],
  confOverlay: [3, map(text)],
  runAsync: [4, bool],
  getDirectResults: [0x501, directResults],
  queryTimeout: [5, count],
  canReadArrowResult: [0x502, bool],
  canDownloadResult: [0x503, bool],
  canDecompressLZ4Result: [0x504, bool],
  useArrowNativeTypes: [0x506, arrowTypes],
  resultRowLimit: [0x507, count],
  parameters: [0x508, list(parameter)],
});
export type ExecuteStatementRequest = ValueOf<typeof executeStatementRequest>;

export const plainMetadataRequest = struct({ sessionHandle: [1, sessionHandle], ...directly });

/** GetSchemas, GetTables, GetColumns, GetFunctions and GetPrimaryKeys number their patterns alike. */
export const patternRequest = struct({
  sessionHandle: [1, sessionHandle],
  catalogName: [2, text],
  schemaName: [3, text],
  objectName: [4, text],
  ...directly,
});
export const getTablesRequest = struct({
  sessionHandle: [1, sessionHandle],
  catalogName: [2, text],
  schemaName: [3, text],
  tableName: [4, text],
  tableTypes: [5, list(text)],
  ...directly,
});
export const getColumnsRequest = struct({
  sessionHandle: [1, sessionHandle],
  catalogName: [2, text],
  schemaName: [3, text],
  tableName: [4, text],
  columnName: [5, text],
  ...directly,
});

export const operationRequest = struct({ operationHandle: [1, operationHandle] });
export const fetchResultsRequest = struct({
  operationHandle: [1, operationHandle],
  orientation: [2, i32],
  maxRows: [3, count],
  fetchType: [4, i16],
  maxBytes: [0x501, count],
  startRowOffset: [0x502, count],
  includeResultSetMetadata: [0x503, bool],
});
export type FetchResultsRequest = ValueOf<typeof fetchResultsRequest>;
