import { type ErrorCode, ReplicatorError } from '../shared/errors.ts';

const certificateCodes = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const sentences: Partial<Record<ErrorCode, string>> = {
  'network.hostUnknown': 'has no address',
  'network.certificate': 'has a certificate that is not trusted here',
};

/** The code of a failed connection, e.g. `ECONNRESET`, or the empty text. */
export function systemCodeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : '';
}

/** A failure below HTTP. Its own message is left out: it may quote a link. */
export function toNetworkError(thrown: unknown, host: string): ReplicatorError {
  if (thrown instanceof ReplicatorError) return thrown;
  const systemCode = systemCodeOf(thrown);
  const code = codeOf(systemCode);
  const reason = sentences[code] ?? 'could not be reached, or broke off';
  return new ReplicatorError(code, `${host} ${reason}${systemCode === '' ? '' : ` (${systemCode})`}.`, {
    facts: { host, ...(systemCode === '' ? {} : { systemCode }) },
  });
}

function codeOf(systemCode: string): ErrorCode {
  if (systemCode === 'ENOTFOUND') return 'network.hostUnknown';
  return certificateCodes.has(systemCode) ? 'network.certificate' : 'network.unavailable';
}
