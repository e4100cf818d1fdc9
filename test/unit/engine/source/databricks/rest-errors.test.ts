import { describe, expect, it } from 'vitest';
import { toRestError } from '../../../../../src/engine/source/databricks/rest-errors.ts';

const context = { path: '/api/x', now: 0 };

function of(status: number, body: unknown, headers: Record<string, string> = {}) {
  return toRestError({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, context);
}

describe('toRestError', () => {
  it.each([
    { status: 401, body: { error_code: 401, message: 'Credential was not sent.' }, code: 'auth.rejected' },
    { status: 403, body: { error_code: 403, message: 'Invalid access token.' }, code: 'auth.rejected' },
    { status: 403, body: { error_code: 403, message: 'Invalid access token. [TraceId: ab]' }, code: 'auth.rejected' },
    { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'No USE CATALOG' }, code: 'auth.forbidden' },
    { status: 404, body: { error_code: 'TABLE_DOES_NOT_EXIST', message: 'gone' }, code: 'source.notFound' },
    { status: 404, body: '', code: 'source.notFound' },
    { status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE', message: 'no' }, code: 'source.protocol' },
    { status: 400, body: { error_code: 'RESOURCE_EXHAUSTED', message: 'no' }, code: 'source.busy' },
    { status: 429, body: { error_code: 'REQUEST_LIMIT_EXCEEDED' }, code: 'source.busy' },
    { status: 500, body: { error_code: 'INTERNAL_ERROR' }, code: 'network.unavailable' },
    { status: 502, body: '<html>Bad gateway</html>', code: 'network.unavailable' },
    { status: 503, body: { error_code: 'TEMPORARILY_UNAVAILABLE' }, code: 'network.unavailable' },
    { status: 503, body: '', code: 'source.busy' },
    { status: 500, body: { error_code: 'DATA_LOSS' }, code: 'integrity.counts' },
  ])('$status $body is $code', ({ status, body, code }) => {
    expect(of(status, body)).toMatchObject({ code, facts: { status, path: '/api/x' } });
  });

  it('tells the words of the service, what to quote to support, and how long to wait', () => {
    const error = of(429, { error_code: 'X', message: 'Slow down.' }, { 'x-request-id': 'r1', 'retry-after': '2' });
    expect(error.message).toContain('Slow down.');
    expect(error.facts).toMatchObject({ errorCode: 'X', requestId: 'r1' });
    expect(error.retryAfterMs).toBe(2000);
  });

  it('knows a warehouse that is not up yet', () => {
    const message = 'The request could not be processed by the warehouse.';
    expect(of(400, { error_code: 'BAD_REQUEST', message }).facts.warehouseNotReady).toBe(true);
    expect(of(400, { error_code: 'BAD_REQUEST', message: 'No.' }).facts.warehouseNotReady).toBeUndefined();
  });
});
