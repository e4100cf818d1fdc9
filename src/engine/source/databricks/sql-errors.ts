import { type ErrorCode, ReplicatorError } from '../../../shared/errors.ts';

export interface SqlFailure {
  /** `[CLASS] … SQLSTATE: xxxxx`, as the warehouse words it. */
  readonly message: string;
  /** Where the server gives it beside the message. */
  readonly sqlState?: string | undefined;
  /** `BAD_REQUEST`, `RESOURCE_EXHAUSTED`, …; says little about SQL. */
  readonly errorCode?: string | undefined;
  readonly statementId?: string | undefined;
}

const codesByClass: Readonly<Record<string, ErrorCode>> = {
  DELTA_FILE_NOT_FOUND: 'source.versionGone',
  DELTA_FILE_NOT_FOUND_DETAILED: 'source.versionGone',
  DELTA_MISSING_CHANGE_DATA: 'source.versionGone',
  DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION: 'source.versionGone',
  DELTA_TRUNCATED_TRANSACTION_LOG: 'source.versionGone',
  DELTA_UNSUPPORTED_TIME_TRAVEL_BEYOND_DELETED_FILE_RETENTION_DURATION: 'source.versionGone',
  DELTA_VERSION_NOT_FOUND: 'source.versionGone',
  'FAILED_READ_FILE.DBR_FILE_NOT_EXIST': 'source.versionGone',
  NO_SUCH_CATALOG_EXCEPTION: 'source.notFound',
  NO_SUCH_SCHEMA_EXCEPTION: 'source.notFound',
  SCHEMA_NOT_FOUND: 'source.notFound',
  TABLE_OR_VIEW_NOT_FOUND: 'source.notFound',
};

/** The longest prefix that fits wins. */
const codesBySqlState: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['2D521', 'source.busy'],
  ['42501', 'auth.forbidden'],
  ['42704', 'source.notFound'],
  ['42P01', 'source.notFound'],
  ['56038', 'source.unsupported'],
  ['KD002', 'source.versionGone'],
  ['KD007', 'source.schemaChanged'],
  ['08', 'network.unavailable'],
  ['0A', 'source.unsupported'],
  ['22', 'source.invalidValue'],
  ['28', 'auth.forbidden'],
  ['40', 'source.busy'],
  ['42', 'source.invalidSql'],
  ['53', 'source.internal'],
  ['57', 'source.internal'],
  ['58', 'source.internal'],
  ['XX', 'source.internal'],
];

const codesByErrorCode: Readonly<Record<string, ErrorCode>> = {
  ABORTED: 'source.busy',
  DATA_LOSS: 'integrity.counts',
  DEADLINE_EXCEEDED: 'source.busy',
  NOT_FOUND: 'source.notFound',
  PERMISSION_DENIED: 'auth.forbidden',
  RESOURCE_EXHAUSTED: 'source.busy',
  SERVICE_UNDER_MAINTENANCE: 'source.busy',
  TEMPORARILY_UNAVAILABLE: 'source.busy',
  UNAUTHENTICATED: 'auth.rejected',
  WORKSPACE_TEMPORARILY_UNAVAILABLE: 'source.busy',
};

/** What a failed statement means, on both wires: by its error class, then its SQLSTATE, then the service's error code. */
export function toSqlError(failure: SqlFailure): ReplicatorError {
  const message = failure.message.trim();
  const errorClass = /\[([A-Z0-9_.]+)\]/.exec(message)?.[1];
  const sqlState = failure.sqlState || /SQLSTATE:\s*(\w{5})/.exec(message)?.[1];
  return new ReplicatorError(codeOf(errorClass, sqlState, failure.errorCode), message, {
    facts: {
      ...(errorClass === undefined ? {} : { errorClass }),
      ...(sqlState === undefined ? {} : { sqlState }),
      ...(failure.errorCode === undefined ? {} : { errorCode: failure.errorCode }),
      ...(failure.statementId === undefined ? {} : { statementId: failure.statementId }),
    },
  });
}

function codeOf(errorClass?: string, sqlState?: string, errorCode?: string): ErrorCode {
  const byClass = errorClass === undefined ? undefined : codesByClass[errorClass];
  if (byClass !== undefined) return byClass;
  if (errorClass?.startsWith('DELTA_SCHEMA_CHANGED')) return 'source.schemaChanged';
  const byState = codesBySqlState.find(([prefix]) => sqlState?.startsWith(prefix))?.[1];
  if (byState !== undefined) return byState;
  return (errorCode === undefined ? undefined : codesByErrorCode[errorCode]) ?? 'source.internal';
}
