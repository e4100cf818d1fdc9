import type { Field, Fields, NodeReader } from './node-reader.ts';
import type { ConnectionChoice } from './replication.ts';

const expectedConnection = '“sample”, {profile: NAME} or {host: …, httpPath: …}';
const secretKeys = ['token', 'accessToken', 'access_token', 'password', 'secret', 'clientSecret', 'client_secret'];

/** A host name with an optional port; the scheme is taken off before. */
export const hostPattern = '^(https://)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/?$';
export const httpPathPattern = '^/?sql/(1\\.0|protocolv1)/(warehouses|endpoints)/[A-Za-z0-9-]+$';

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
  if (fields.profile === undefined) return readHost(reader, field, fields);
  for (const key of ['host', 'httpPath', 'caFile']) {
    const extra = fields[key];
    if (extra === undefined) continue;
    reader.report(extra.place, 'badValue', {
      message: `${key} cannot stand beside profile`,
      expected: 'either profile, or host and httpPath',
    });
  }
  const name = reader.text(fields.profile, 'the name of a profile in ~/.databrickscfg');
  return name === undefined ? undefined : { kind: 'profile', name };
}

function readHost(reader: NodeReader, field: Field, fields: Fields): ConnectionChoice | undefined {
  const host = readMatching(
    reader,
    field,
    fields,
    'host',
    hostPattern,
    'a host name such as adb-1234.5.azuredatabricks.net',
  );
  const httpPath = readMatching(reader, field, fields, 'httpPath', httpPathPattern, '/sql/1.0/warehouses/ID');
  const caFile = fields.caFile === undefined ? undefined : reader.text(fields.caFile, 'the path of a PEM file');
  if (host === undefined || httpPath === undefined) return undefined;
  return {
    kind: 'host',
    host: plainHost(host),
    httpPath: httpPath.startsWith('/') ? httpPath : `/${httpPath}`,
    ...(caFile === undefined ? {} : { caFile }),
  };
}

/** A host as people copy it, without scheme and trailing slash. */
export function plainHost(host: string): string {
  return host
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/+$/, '');
}

function readMatching(
  reader: NodeReader,
  parent: Field,
  fields: Fields,
  key: string,
  pattern: string,
  expected: string,
): string | undefined {
  const field = fields[key];
  if (field === undefined) {
    reader.missing(parent.place, `connection.${key}`, expected);
    return undefined;
  }
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
