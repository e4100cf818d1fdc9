import { RestError } from '../http/rest-error.ts';
import type { SqlParameter } from '../sql/sql-engine.ts';

type Disposition = 'INLINE' | 'EXTERNAL_LINKS' | 'INLINE_OR_EXTERNAL_LINKS';
type ResultFormat = 'JSON_ARRAY' | 'ARROW_STREAM';

/** A POST of a statement, checked. */
export interface SubmitRequest {
  readonly statement: string;
  readonly warehouseId: string;
  readonly sessionId?: string;
  readonly catalog?: string;
  readonly schema?: string;
  readonly disposition: Disposition;
  readonly format: ResultFormat;
  readonly onWaitTimeout: 'CONTINUE' | 'CANCEL';
  readonly waitMs: number;
  readonly parameters: readonly SqlParameter[];
  readonly lz4: boolean;
  readonly rowLimit?: number;
  readonly byteLimit?: number;
}

type Body = Readonly<Record<string, unknown>>;

function refuse(message: string): never {
  throw new RestError(400, 'INVALID_PARAMETER_VALUE', message);
}

function optionalText(body: Body, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : refuse(`${key} must be a string.`);
}

function requiredText(body: Body, key: string): string {
  const value = optionalText(body, key);
  return value === undefined || value === '' ? refuse(`${key} is required.`) : value;
}

function oneOf<T extends string>(body: Body, key: string, allowed: readonly T[], absent: T): T {
  const value = optionalText(body, key);
  if (value === undefined) return absent;
  return allowed.find((known) => known === value) ?? refuse(`${key} must be one of ${allowed.join(', ')}.`);
}

function limit(body: Body, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
    ? number
    : refuse(`${key} must be a positive integer.`);
}

function waitMs(body: Body): number {
  const text = optionalText(body, 'wait_timeout') ?? '10s';
  const seconds = Number(/^(\d+)s$/.exec(text)?.[1] ?? Number.NaN);
  if (seconds === 0 || (seconds >= 5 && seconds <= 50)) return seconds * 1000;
  return refuse('wait_timeout must be 0s or between 5s and 50s.');
}

function parameter(value: unknown): SqlParameter {
  if (typeof value !== 'object' || value === null) return refuse('parameters must be objects.');
  const body = value as Body;
  const name = optionalText(body, 'name');
  const text = optionalText(body, 'value');
  const ordinal = limit(body, 'ordinal');
  return {
    ...(ordinal === undefined ? {} : { ordinal }),
    ...(name === undefined ? {} : { name }),
    type: optionalText(body, 'type') ?? 'STRING',
    ...(text === undefined ? {} : { value: text }),
  };
}

function parameters(body: Body): readonly SqlParameter[] {
  const value = body.parameters ?? [];
  return Array.isArray(value) ? value.map(parameter) : refuse('parameters must be a list.');
}

/** @throws RestError 400 */
export function parseSubmitRequest(body: Body): SubmitRequest {
  const disposition = oneOf(body, 'disposition', ['INLINE', 'EXTERNAL_LINKS', 'INLINE_OR_EXTERNAL_LINKS'], 'INLINE');
  const format = oneOf(body, 'format', ['JSON_ARRAY', 'ARROW_STREAM'], 'JSON_ARRAY');
  if ((disposition === 'INLINE') !== (format === 'JSON_ARRAY')) {
    refuse(`The format ${format} is not supported with the disposition ${disposition}.`);
  }
  const sessionId = optionalText(body, 'session_id');
  const catalog = optionalText(body, 'catalog');
  const schema = optionalText(body, 'schema');
  const rowLimit = limit(body, 'row_limit');
  const byteLimit = limit(body, 'byte_limit');
  return {
    statement: requiredText(body, 'statement'),
    warehouseId: requiredText(body, 'warehouse_id'),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(catalog === undefined ? {} : { catalog }),
    ...(schema === undefined ? {} : { schema }),
    disposition,
    format,
    onWaitTimeout: oneOf(body, 'on_wait_timeout', ['CONTINUE', 'CANCEL'], 'CONTINUE'),
    waitMs: waitMs(body),
    parameters: parameters(body),
    lz4: optionalText(body, 'result_compression') === 'LZ4_FRAME',
    ...(rowLimit === undefined ? {} : { rowLimit }),
    ...(byteLimit === undefined ? {} : { byteLimit }),
  };
}
