import { operationType } from '../protocol/constants.ts';
import { formatId } from '../sessions/format-id.ts';
import { ThriftStatusError } from '../status.ts';

/** `EXECUTE_STATEMENT`, and `UNKNOWN_OPERATION` for what the client does not say. */
function typeName(type: number | undefined): string {
  const name = Object.entries(operationType).find(([, value]) => value === type)?.[0];
  return name === undefined ? 'UNKNOWN_OPERATION' : name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

export function noSuchOperation(id: Uint8Array, type: number | undefined): ThriftStatusError {
  return new ThriftStatusError(
    '08000',
    `Invalid OperationHandle: OperationHandle [opType=${typeName(type)}, getHandleIdentifier()=${formatId(id)}]`,
  );
}
