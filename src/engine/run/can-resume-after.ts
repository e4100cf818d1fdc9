import type { ErrorCode, ReplicatorError } from '../../shared/errors.ts';

/** After these a resume can go on where the run stopped; after all others what is in staging is worth nothing. */
const resumable: ReadonlySet<ErrorCode> = new Set([
  'run.cancelled',
  'auth.rejected',
  'auth.forbidden',
  'network.unavailable',
  'network.hostUnknown',
  'network.certificate',
  'network.circuitOpen',
  'source.busy',
  'source.resultGone',
  'source.linkExpired',
  'source.internal',
  'integrity.payload',
  'integrity.manifest',
  'sink.diskFull',
  'sink.outOfMemory',
  'internal.threadEnded',
]);

export function canResumeAfter(error: ReplicatorError): boolean {
  return resumable.has(error.code);
}
