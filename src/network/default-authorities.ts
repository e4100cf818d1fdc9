import * as tls from 'node:tls';

const { rootCertificates } = tls;

/** Certificates of the authorities that are trusted without being named. Node before 22.15 tells only its own ones. */
export function defaultAuthorities(): readonly string[] {
  return 'getCACertificates' in tls ? tls.getCACertificates('default') : rootCertificates;
}
