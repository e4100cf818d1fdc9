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

/**
 * A failure below HTTP. Its own message is left out: it may quote a link.
 * @param proxy `host:port` of the proxy in between
 */
export function toNetworkError(thrown: unknown, host: string, proxy?: string): ReplicatorError {
  if (thrown instanceof ReplicatorError) return thrown;
  const systemCode = systemCodeOf(thrown);
  if (proxy !== undefined && reachesOut(thrown)) return toProxyError(proxy, host, systemCode);
  const code = codeOf(systemCode);
  const reason = sentences[code] ?? 'could not be reached, or broke off';
  return new ReplicatorError(code, `${host} ${reason}${systemCode === '' ? '' : ` (${systemCode})`}.`, {
    facts: { host, ...(systemCode === '' ? {} : { systemCode }) },
  });
}

/** What a proxy that makes no way to the host answers instead. */
export function refusedByProxy(proxy: string, host: string, status: number): ReplicatorError {
  const facts = { host, proxy, status };
  if (status >= 500) {
    return new ReplicatorError('network.unavailable', `The proxy ${proxy} finds no way to ${host} (HTTP ${status}).`, {
      facts,
    });
  }
  const reason = status === 407 ? 'asks for a user and password, or does not accept the ones given' : 'lets nobody';
  const rest = status === 407 ? '' : ` to ${host}`;
  return new ReplicatorError('network.proxy', `The proxy ${proxy} ${reason}${rest} (HTTP ${status}).`, { facts });
}

/** With a proxy in between, it is the only one that this machine looks up and connects to. */
function reachesOut(thrown: unknown): boolean {
  const call = typeof thrown === 'object' && thrown !== null && 'syscall' in thrown ? thrown.syscall : undefined;
  return call === 'connect' || call === 'getaddrinfo';
}

function toProxyError(proxy: string, host: string, systemCode: string): ReplicatorError {
  const facts = { host, proxy, systemCode };
  const [code, reason] =
    systemCode === 'ENOTFOUND'
      ? (['network.proxy', 'has no address'] as const)
      : (['network.unavailable', 'could not be reached'] as const);
  return new ReplicatorError(code, `The proxy ${proxy} ${reason} (${systemCode}).`, { facts });
}

function codeOf(systemCode: string): ErrorCode {
  if (systemCode === 'ENOTFOUND') return 'network.hostUnknown';
  return certificateCodes.has(systemCode) ? 'network.certificate' : 'network.unavailable';
}
