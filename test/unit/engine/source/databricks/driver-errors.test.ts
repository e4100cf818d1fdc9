import { describe, expect, it } from 'vitest';
import { isSessionGone, toDriverError } from '../../../../../src/engine/source/databricks/driver-errors.ts';

const host = 'adb.example';

function answered(status: number, headers: Record<string, string> = {}) {
  return Object.assign(new Error('bad status'), {
    statusCode: status,
    response: { status, headers: new Map(Object.entries(headers)) },
  });
}

describe('toDriverError', () => {
  it.each([
    { what: 'an answer 401', thrown: answered(401), code: 'auth.rejected' },
    {
      what: 'an answer 403 to a bad token',
      thrown: answered(403, { 'x-databricks-reason-phrase': 'Invalid access token.' }),
      code: 'auth.rejected',
    },
    { what: 'an answer 403', thrown: answered(403), code: 'auth.forbidden' },
    { what: 'an answer 404', thrown: answered(404), code: 'source.warehouseGone' },
    { what: 'retries that were given up', thrown: { payload: answered(503) }, code: 'source.busy' },
    { what: 'a lost connection', thrown: { type: 'system', code: 'ECONNRESET' }, code: 'network.unavailable' },
    { what: 'an unknown host', thrown: { type: 'system', code: 'ENOTFOUND' }, code: 'network.hostUnknown' },
    { what: 'an authentication error', thrown: { name: 'AuthenticationError', message: 'no' }, code: 'auth.rejected' },
    {
      what: 'a failed statement',
      thrown: { name: 'Status Error', message: '[X] no SQLSTATE: 42703', code: -1 },
      code: 'source.invalidSql',
    },
    {
      what: 'a statement that failed while it was waited for',
      thrown: { errorCode: 'ERROR', response: { displayMessage: '[X] no', sqlState: '22012' } },
      code: 'source.invalidValue',
    },
    {
      what: 'a statement that someone cancelled',
      thrown: { errorCode: 'CANCELED', response: {} },
      code: 'source.internal',
    },
    { what: 'anything else', thrown: 'what?', code: 'source.protocol' },
  ])('takes $what for $code', ({ thrown, code }) => {
    expect(toDriverError(thrown, host).code).toBe(code);
  });

  it('honours Retry-After as seconds', () => {
    expect(toDriverError(answered(503, { 'retry-after': '3' }), host).retryAfterMs).toBe(3000);
  });

  it('leaves out the Java class', () => {
    const message =
      'Error running query: [PARSE_SYNTAX_ERROR] org.apache.spark.sql.catalyst.parser.ParseException: \n[PARSE_SYNTAX_ERROR] Syntax error. SQLSTATE: 42601';
    expect(toDriverError({ name: 'Status Error', message }, host).message).toBe(
      '[PARSE_SYNTAX_ERROR] Syntax error. SQLSTATE: 42601',
    );
  });

  it('knows a session that has gone', () => {
    const gone = toDriverError({ name: 'Status Error', message: 'Invalid SessionHandle: SessionHandle [1]' }, host);
    expect(isSessionGone(gone)).toBe(true);
    expect(isSessionGone(toDriverError(answered(503), host))).toBe(false);
  });
});
