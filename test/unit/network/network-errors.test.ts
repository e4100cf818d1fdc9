import { expect, it } from 'vitest';
import { toNetworkError } from '../../../src/network/network-errors.ts';
import { ReplicatorError } from '../../../src/shared/errors.ts';

it.each([
  { systemCode: 'ENOTFOUND', code: 'network.hostUnknown' },
  { systemCode: 'EAI_AGAIN', code: 'network.unavailable' },
  { systemCode: 'ECONNRESET', code: 'network.unavailable' },
  { systemCode: 'SELF_SIGNED_CERT_IN_CHAIN', code: 'network.certificate' },
  { systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID', code: 'network.certificate' },
])('$systemCode is $code', ({ systemCode, code }) => {
  const thrown = Object.assign(new Error('at https://store.example/file?sig=secret'), { code: systemCode });
  const error = toNetworkError(thrown, 'store.example');
  expect(error).toMatchObject({ code, facts: { host: 'store.example', systemCode } });
  expect(error.message).toContain('store.example');
  expect(JSON.stringify([error.message, error.facts, error.cause])).not.toContain('secret');
});

it('leaves errors of ours as they are', () => {
  const error = new ReplicatorError('source.busy', 'busy');
  expect(toNetworkError(error, 'a')).toBe(error);
});
