import type { Field, Fields, NodeReader } from './node-reader.ts';
import type { ConnectionChoice } from './replication.ts';

const expectedPath = '/sql/1.0/warehouses/ID';
const expectedConnection = '“sample”, {profile: NAME} or {host: …, httpPath: …}';
const secretKeys = ['token', 'accessToken', 'access_token', 'password', 'secret', 'clientSecret', 'client_secret'];

/** A host name with an optional port; the scheme is taken off before. */
export const hostPattern = '^(https://)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/?$';
export const httpPathPattern = '^/?sql/1\\.0/(warehouses|endpoints)/[A-Za-z0-9_-]+$';

export function readConnection(reader: NodeReader, field: Field): ConnectionChoice | undefined {
  if (reader.isText(field)) {
    if (reader.scalar(field) === 'sample') return { kind: 'sample' };
    reader.report(field.place, 'badValue', {
      message: `connection cannot be “${String(reader.scalar(field))}”`,
      expected: expectedConnection,
    });
    return undefined;
  }
  const fields = reader.map(field, ['profile', 'host', 'httpPath', 'caFile', ...secretKeys], expectedConnection);
  if (fields === undefined) return undefined;
  reportSecrets(reader, fields);
  return fields.profile === undefined ? readHost(reader, field, fields) : readProfile(reader, fields.profile, fields);
}

function readProfile(reader: NodeReader, profile: Field, fields: Fields): ConnectionChoice | undefined {
  if (fields.host !== undefined) {
    reader.report(fields.host.place, 'badValue', {
      message: 'host cannot stand beside profile',
      expected: 'either profile, or host and httpPath',
    });
  }
  const name = reader.text(profile, 'the name of a profile in ~/.databrickscfg');
  const httpPath = fields.httpPath && readHttpPath(reader, fields.httpPath);
  const caFile = readCaFile(reader, fields);
  return name === undefined ? undefined : { kind: 'profile', name, ...(httpPath && { httpPath }), ...caFile };
}

function readHost(reader: NodeReader, field: Field, fields: Fields): ConnectionChoice | undefined {
  const expectedHost = 'a host name such as adb-1234.5.azuredatabricks.net';
  if (fields.host === undefined) reader.missing(field.place, 'connection.host', expectedHost);
  if (fields.httpPath === undefined) reader.missing(field.place, 'connection.httpPath', expectedPath);
  const host = fields.host && readMatching(reader, fields.host, hostPattern, expectedHost);
  const httpPath = fields.httpPath && readHttpPath(reader, fields.httpPath);
  const caFile = readCaFile(reader, fields);
  if (host === undefined || httpPath === undefined) return undefined;
  return { kind: 'host', host: plainHost(host), httpPath, ...caFile };
}

function readHttpPath(reader: NodeReader, field: Field): string | undefined {
  const path = readMatching(reader, field, httpPathPattern, expectedPath);
  return path === undefined || path.startsWith('/') ? path : `/${path}`;
}

function readCaFile(reader: NodeReader, fields: Fields): { readonly caFile?: string } {
  const caFile = fields.caFile && reader.text(fields.caFile, 'the path of a PEM file');
  return caFile === undefined ? {} : { caFile };
}

/** A host as people copy it, without scheme and trailing slash. */
export function plainHost(host: string): string {
  return host
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/+$/, '');
}

function readMatching(reader: NodeReader, field: Field, pattern: string, expected: string): string | undefined {
  const text = reader.text(field, expected);
  if (text === undefined || new RegExp(pattern).test(text)) return text;
  reader.report(field.place, 'badValue', { message: `${field.path} cannot be “${text}”`, expected });
  return undefined;
}

function reportSecrets(reader: NodeReader, fields: Fields): void {
  for (const key of secretKeys) {
    const field = fields[key];
    if (field === undefined) continue;
    reader.report(field.place, 'secret', {
      message: `${field.path}: secrets do not belong into the document; take it out and make the secret invalid`,
      expected: 'the token in the environment variable DATABRICKS_TOKEN, or a profile',
    });
  }
}
