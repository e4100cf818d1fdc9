import type { DuckDBPreparedStatement } from '@duckdb/node-api';
import type { SinkValue } from '../sink.ts';

/** Binds `$1`, `$2`, …; whole numbers as BIGINT, so that none is rounded. */
export function bindValues(prepared: DuckDBPreparedStatement, values: readonly SinkValue[]): void {
  for (const [i, value] of values.entries()) {
    const index = i + 1;
    if (value === null) prepared.bindNull(index);
    else if (typeof value === 'string') prepared.bindVarchar(index, value);
    else if (typeof value === 'boolean') prepared.bindBoolean(index, value);
    else if (typeof value === 'bigint') bindBigint(prepared, index, value);
    else if (Number.isSafeInteger(value)) prepared.bindBigInt(index, BigInt(value));
    else prepared.bindDouble(index, value);
  }
}

function bindBigint(prepared: DuckDBPreparedStatement, index: number, value: bigint): void {
  if (BigInt.asIntN(64, value) === value) prepared.bindBigInt(index, value);
  else prepared.bindHugeInt(index, value);
}
