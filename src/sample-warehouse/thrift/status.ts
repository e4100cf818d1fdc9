import { SqlError } from '../sql/sql-engine.ts';
import { statusCode } from './protocol/constants.ts';
import type { Status } from './protocol/handles.ts';

export const success: Status = { statusCode: statusCode.success };

/** A request that the service refuses, other than for its SQL. */
export class ThriftStatusError extends Error {
  override readonly name = 'ThriftStatusError';
  readonly sqlState: string;

  constructor(sqlState: string, message: string) {
    super(message);
    this.sqlState = sqlState;
  }
}

const templates: Readonly<Record<string, string>> = {
  PARSE_SYNTAX_ERROR: 'Syntax error at or near <error><hint>.',
};

/** The message without its class and SQLSTATE, parameters as `<name>`. */
function messageTemplate(error: SqlError): string {
  const known = templates[error.errorClass];
  if (known !== undefined) return known;
  const body = error.message.replace(/^\s*\[[^\]]*\]\s*/, '').replace(/\s*SQLSTATE: [0-9A-Z]{5}[\s\S]*$/, '');
  return Object.entries(error.parameters)
    .filter(([, value]) => value !== '')
    .reduce((template, [name, value]) => template.replaceAll(value, `<${name}>`), body);
}

/** Pretty-printed as the real service does it: two spaces, `"key" : value`. */
function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/^(\s*"(?:[^"\\]|\\.)*"):/gm, '$1 :');
}

function javaException(error: SqlError): string {
  if (error.errorClass.startsWith('PARSE_')) return 'org.apache.spark.sql.catalyst.parser.ParseException';
  if (error.sqlState.startsWith('42')) return 'org.apache.spark.sql.catalyst.ExtendedAnalysisException';
  return 'org.apache.spark.SparkException';
}

function failed(sqlState: string, errorMessage: string, displayMessage: string, frame: string): Status {
  return {
    statusCode: statusCode.error,
    infoMessages: [`*org.apache.hive.service.cli.HiveSQLException:${errorMessage}:2:1`, frame],
    sqlState,
    errorCode: 0,
    errorMessage,
    displayMessage,
  };
}

/** A failed statement, worded and shaped as on the real wire. */
function sqlErrorStatus(error: SqlError): Status {
  const displayMessage =
    error.errorClass === 'PARSE_SYNTAX_ERROR' ? `\n${error.message.replace(/^\n/, '')}` : error.message;
  const errorMessage = `Error running query: [${error.errorClass}] ${javaException(error)}: ${displayMessage}`;
  const frame =
    'org.apache.spark.sql.hive.thriftserver.HiveThriftServerErrors$:runningQueryError:HiveThriftServerErrors.scala:49';
  const details = {
    errorClass: error.errorClass,
    messageTemplate: messageTemplate(error),
    sqlState: error.sqlState,
    messageParameters: error.parameters,
  };
  return { ...failed(error.sqlState, errorMessage, displayMessage, frame), errorDetailsJson: prettyJson(details) };
}

/** The status of a failure that the protocol has words for; undefined for a fault of the service itself. */
export function statusOf(error: unknown): Status | undefined {
  if (error instanceof SqlError) return sqlErrorStatus(error);
  if (error instanceof ThriftStatusError) {
    const frame = 'org.apache.hive.service.cli.operation.OperationManager:getOperation:OperationManager.java:151';
    return failed(error.sqlState, error.message, error.message, frame);
  }
  return undefined;
}
