import { expect, it } from 'vitest';
import { diagnoseConnection } from '../../../src/connections/diagnose-connection.ts';
import { type ErrorCode, ReplicatorError, retryPolicies } from '../../../src/shared/errors.ts';

it.each([
  ['auth.rejected', 'token'],
  ['auth.forbidden', 'permission'],
  ['network.hostUnknown', 'host'],
  ['network.unavailable', 'network'],
  ['network.certificate', 'certificate'],
  ['network.proxy', 'proxy'],
  ['source.notFound', 'path'],
  ['source.warehouseGone', 'path'],
  ['source.protocol', 'host'],
  ['usage.invalid', 'other'],
  ['internal.bug', 'other'],
] as const)('%s is a matter of the %s', (code, failed) => {
  expect(diagnoseConnection(new ReplicatorError(code, 'It failed.'))).toMatchObject({ failed, problem: 'It failed.' });
});

it('blames the proxy for what went wrong on the way to it, but not for the certificate behind it', () => {
  const facts = { host: 'h.example', proxy: 'p:1' };
  expect(diagnoseConnection(new ReplicatorError('network.unavailable', 'No.', { facts })).failed).toBe('proxy');
  expect(diagnoseConnection(new ReplicatorError('network.certificate', 'No.', { facts })).failed).toBe('certificate');
});

it('knows the path that cannot be one', () => {
  const error = new ReplicatorError('usage.invalid', 'No.', { facts: { httpPath: 'x' } });
  expect(diagnoseConnection(error).failed).toBe('path');
});

it('has one sentence to mend whatever there is', () => {
  for (const code of Object.keys(retryPolicies) as ErrorCode[]) {
    expect(diagnoseConnection(new ReplicatorError(code, 'It failed.')).remedy).toMatch(/^[A-Z“].+\.$/);
  }
});
