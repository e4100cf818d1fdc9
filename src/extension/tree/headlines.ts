import type { ErrorCode } from '../../shared/errors.ts';

/** What is wrong in few words, for the narrow row of a tree; the whole message stands beside it. */
const headlines: Partial<Record<ErrorCode, string>> = {
  'auth.rejected': 'Not signed in',
  'auth.forbidden': 'No permission',
  'network.unavailable': 'No answer from the workspace',
  'network.hostUnknown': 'Host not known',
  'network.certificate': 'Certificate not trusted',
  'network.circuitOpen': 'No answer from the workspace',
  'source.busy': 'The workspace is busy',
  'source.notFound': 'Not there any more',
  'sink.locked': 'In use by another program',
  'sink.notADatabase': 'Not a DuckDB database',
  'sink.newerVersion': 'Made by a newer DuckDB',
  'sink.corrupt': 'The file is damaged',
  'sink.unwritable': 'The file cannot be opened',
  'internal.workerEnded': 'The engine has ended',
};

export function headlineOf(code: ErrorCode): string | undefined {
  return headlines[code];
}
