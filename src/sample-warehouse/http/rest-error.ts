/** A refusal as the REST services word it; `errorCode` is a number where the front door refuses. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly errorCode: string | number;
  readonly details: readonly unknown[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    errorCode: string | number,
    message: string,
    more: { readonly details?: readonly unknown[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.details = more.details;
    this.headers = more.headers ?? {};
  }
}

const noCredential = 'Credential was not sent or was of an unsupported type for this API.';
const invalidToken = 'Invalid access token.';

export function missingCredential(): RestError {
  return new RestError(401, 401, noCredential, {
    headers: { 'www-authenticate': 'Bearer realm="DatabricksRealm"', 'x-databricks-reason-phrase': noCredential },
  });
}

export function rejectedToken(): RestError {
  return new RestError(403, 403, invalidToken, { headers: { 'x-databricks-reason-phrase': invalidToken } });
}
