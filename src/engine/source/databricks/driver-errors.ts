import { systemCodeOf, toNetworkError } from '../../../network/network-errors.ts';
import { ReplicatorError } from '../../../shared/errors.ts';
import { toRestError } from './rest-errors.ts';
import { toSqlError } from './sql-errors.ts';

/** The driver's errors do not share a class, and most of their classes are not exported: they are known by their fields. */
interface DriverError {
  readonly name?: unknown;
  readonly message?: unknown;
  /** Of an answer other than 200. */
  readonly statusCode?: unknown;
  /** Of a statement that ended, `ERROR`, `CANCELED`, …; of retries that were given up, `ATTEMPTS_EXCEEDED`, …. */
  readonly errorCode?: unknown;
  /** Of a statement that ended, its status; of an answer other than 200, the answer. */
  readonly response?: unknown;
  /** Of retries that were given up: what the last one met. */
  readonly payload?: unknown;
  /** Of a failed connection, `system`. */
  readonly type?: unknown;
}

interface OperationStatus {
  readonly sqlState?: string | null;
  readonly displayMessage?: string | null;
  readonly errorMessage?: string | null;
}

interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
}

/** Whatever the official driver throws, in our terms. */
export function toDriverError(thrown: unknown, host: string): ReplicatorError {
  if (thrown instanceof ReplicatorError) return thrown;
  if (typeof thrown !== 'object' || thrown === null) return unknownError(String(thrown));
  const error: DriverError = thrown;
  const message = typeof error.message === 'string' ? error.message : '';
  if (isFetchResponse(error.response)) return toHttpError(error.response);
  if (error.payload !== undefined) return toDriverError(error.payload, host);
  if (error.name === 'AuthenticationError') return new ReplicatorError('auth.rejected', message);
  if (typeof error.errorCode === 'string') return toOperationError(error, message);
  // Never the driver's `code` of a failed statement: it is a number.
  if (error.name === 'Status Error') return toSqlError({ message: withoutJavaClass(message) });
  if (error.type !== undefined || systemCodeOf(thrown) !== '') return toNetworkError(thrown, host);
  return unknownError(message);
}

/** The server has forgotten the session; the driver keeps nothing of that but the text. */
export function isSessionGone(error: ReplicatorError): boolean {
  return /Invalid SessionHandle/i.test(error.message);
}

function toOperationError(error: DriverError, message: string): ReplicatorError {
  const status: OperationStatus = typeof error.response === 'object' && error.response !== null ? error.response : {};
  if (error.errorCode === 'CANCELED' || error.errorCode === 'CLOSED') {
    return new ReplicatorError('source.internal', 'The statement was cancelled on the warehouse.');
  }
  return toSqlError({
    message: withoutJavaClass(status.displayMessage || status.errorMessage || message),
    sqlState: status.sqlState ?? undefined,
  });
}

/** `Error running query: [CLASS] some.java.Exception: [CLASS] …` says the same as what follows the exception. */
function withoutJavaClass(message: string): string {
  return message.replace(/^Error running query: \[[A-Z0-9_.]+\] [\w.$]+: /, '');
}

function toHttpError(response: FetchResponse): ReplicatorError {
  // The driver only ever asks for the path of the warehouse.
  if (response.status === 404) {
    return new ReplicatorError('source.warehouseGone', 'There is no SQL warehouse at the httpPath of the connection.', {
      facts: { status: 404 },
    });
  }
  const header = (name: string) => {
    const value = response.headers.get(name);
    return value === null ? {} : { [name]: value };
  };
  const reason = response.headers.get('x-databricks-reason-phrase') ?? '';
  return toRestError(
    {
      status: response.status,
      headers: { ...header('retry-after'), ...header('x-request-id') },
      body: JSON.stringify({ message: reason }),
    },
    { path: 'a statement', now: Date.now() },
  );
}

function isFetchResponse(value: unknown): value is FetchResponse {
  return (
    typeof value === 'object' &&
    value !== null &&
    'status' in value &&
    typeof value.status === 'number' &&
    'headers' in value &&
    typeof value.headers === 'object' &&
    value.headers !== null &&
    'get' in value.headers
  );
}

function unknownError(message: string): ReplicatorError {
  return new ReplicatorError('source.protocol', `The driver failed: ${message}`);
}
