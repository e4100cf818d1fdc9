import { binary, bool, double, i16, i32, list, struct, text, type ValueOf } from '../wire/wire-type.ts';

// The fields 0xD01… here and in the responses are in no public IDL. A real warehouse sends them, and clients skip them.

const handleIdentifier = struct({ guid: [1, binary], secret: [2, binary], x0d01: [0xd01, i16] });
export type HandleIdentifier = ValueOf<typeof handleIdentifier>;

export const sessionHandle = struct({ sessionId: [1, handleIdentifier] });
export type SessionHandle = ValueOf<typeof sessionHandle>;

export const operationHandle = struct({
  operationId: [1, handleIdentifier],
  operationType: [2, i32],
  hasResultSet: [3, bool],
  modifiedRowCount: [4, double],
});
export type OperationHandle = ValueOf<typeof operationHandle>;

export const namespace = struct({ catalogName: [1, text], schemaName: [2, text] });

export const status = struct({
  statusCode: [1, i32],
  infoMessages: [2, list(text)],
  sqlState: [3, text],
  errorCode: [4, i32],
  errorMessage: [5, text],
  displayMessage: [6, text],
  errorDetailsJson: [0x501, text],
});
export type Status = ValueOf<typeof status>;
