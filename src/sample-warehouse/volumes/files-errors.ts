import { requestDetail } from '../http/reply.ts';
import { RestError } from '../http/rest-error.ts';
import type { Volume } from './volume-store.ts';

function refusal(status: number, errorCode: string, reason: string, message: string): RestError {
  const domain = 'filesystem.databricks.com';
  const cause = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata: {} };
  return new RestError(status, errorCode, message, { details: [cause, requestDetail()] });
}

export function fileNotFound(): RestError {
  return refusal(404, 'NOT_FOUND', 'FILES_API_FILE_NOT_FOUND', 'The file being accessed is not found.');
}

export function directoryNotFound(): RestError {
  return refusal(404, 'NOT_FOUND', 'FILES_API_DIRECTORY_IS_NOT_FOUND', 'The directory being accessed is not found.');
}

export function volumeNotFound(path: string): RestError {
  return refusal(404, 'NOT_FOUND', 'FILES_API_VOLUME_NOT_FOUND', `There is no volume at '${path}'.`);
}

export function directoryNotEmpty(): RestError {
  const message = 'The directory is not empty. Delete its contents first.';
  return refusal(400, 'INVALID_PARAMETER_VALUE', 'FILES_API_DIRECTORY_IS_NOT_EMPTY', message);
}

export function fileInTheWay(): RestError {
  const message = 'A file exists at the path of the directory.';
  return refusal(409, 'ALREADY_EXISTS', 'FILES_API_FILE_ALREADY_EXISTS', message);
}

export function rangeNotSatisfiable(bytes: number): RestError {
  return new RestError(416, 'INVALID_PARAMETER_VALUE', 'The range is beyond the end of the file.', {
    headers: { 'content-range': `bytes */${bytes}` },
  });
}

export function fileModified(): RestError {
  return new RestError(412, 'FAILED_PRECONDITION', 'The file has been modified since the given time.');
}

export function volumeDenied(privilege: string, volume: Volume): RestError {
  const name = `${volume.catalog}.${volume.schema}.${volume.name}`;
  return refusal(
    403,
    'PERMISSION_DENIED',
    'FILES_API_PERMISSION_DENIED',
    `User does not have ${privilege} on Volume '${name}'.`,
  );
}
