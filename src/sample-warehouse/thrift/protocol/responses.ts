import { bool, count, i16, i32, list, struct, text, type ValueOf } from '../wire/wire-type.ts';
import { namespace, operationHandle, sessionHandle, status } from './handles.ts';
import { fetchResultsResponse, resultSetMetadata } from './result-set.ts';

const infoValue = struct({
  stringValue: [1, text],
  smallIntValue: [2, i16],
  integerBitmask: [3, i32],
  integerFlag: [4, i32],
  lenValue: [6, count],
});
export type InfoValue = ValueOf<typeof infoValue>;

export const openSessionResponse = struct({
  status: [1, status],
  serverProtocolVersion: [2, i32],
  sessionHandle: [3, sessionHandle],
  getInfos: [0x501, list(infoValue)],
  initialNamespace: [0x504, namespace],
  canUseMultipleCatalogs: [0x505, bool],
});
export const statusResponse = struct({ status: [1, status] });
export const getInfoResponse = struct({ status: [1, status], infoValue: [2, infoValue] });

export const operationStatusResponse = struct({
  status: [1, status],
  operationState: [2, i32],
  sqlState: [3, text],
  errorCode: [4, i32],
  errorMessage: [5, text],
  operationStarted: [7, count],
  operationCompleted: [8, count],
  hasResultSet: [9, bool],
  numModifiedRows: [11, count],
  displayMessage: [0x501, text],
  errorDetailsJson: [0x503, text],
  x0d02: [0xd02, i32],
  x0d03: [0xd03, count],
});
export type OperationStatusResponse = ValueOf<typeof operationStatusResponse>;

const directResults = struct({
  operationStatus: [1, operationStatusResponse],
  resultSetMetadata: [2, resultSetMetadata],
  resultSet: [3, fetchResultsResponse],
  closeOperation: [4, statusResponse],
});

export const operationResponse = struct({
  status: [1, status],
  operationHandle: [2, operationHandle],
  directResults: [0x501, directResults],
  x0d07: [0xd07, bool],
  x0d08: [0xd08, bool],
});
export type OperationResponse = ValueOf<typeof operationResponse>;
