import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DatabricksConnection } from '../network/databricks-connection.ts';
import type { NetworkSettings } from '../network/network-settings.ts';
import { plainHost } from '../shared/document/read-connection.ts';
import type { ConnectionChoice } from '../shared/document/replication.ts';
import { ReplicatorError } from '../shared/errors.ts';
import { fetchClientToken } from './client-credentials.ts';
import { fetchCliToken } from './databricks-cli.ts';
import { findProfile, type Profile, type ProfileFile, parseProfiles } from './profiles.ts';
import type { SampleProcess } from './sample-process.ts';
import { keepToken, type TokenSource } from './token-source.ts';

export interface ResolvedConnection {
  readonly connection: DatabricksConnection;
  /** What plans and runs call the workspace; stays the same from start to start. */
  readonly hostLabel: string;
  close(): Promise<void>;
}

export interface ConnectionSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly homeFolder: string;
  /** Paths in the document are relative to it. */
  readonly documentFolder: string;
  /** Epoch milliseconds. */
  now(): number;
  startSample(): Promise<SampleProcess>;
}

/**
 * From what a document says to something that can be talked to.
 * @throws ReplicatorError `usage.invalid` where a profile, a variable or a file is missing
 */
export async function resolveConnection(
  choice: ConnectionChoice,
  surroundings: ConnectionSurroundings,
): Promise<ResolvedConnection> {
  const { env, documentFolder, now } = surroundings;
  switch (choice.kind) {
    case 'sample':
      return connectSample(await surroundings.startSample());
    case 'profile': {
      const { file, profile } = await readProfile(choice.name, surroundings);
      const host = plainHost(profile.host ?? missing(`The profile ${choice.name} in ${file.path} has no host.`));
      const httpPath =
        choice.httpPath ??
        profile.http_path ??
        warehousePath(profile.warehouse_id ?? env.DATABRICKS_WAREHOUSE_ID) ??
        env.DATABRICKS_HTTP_PATH ??
        missing(
          `The profile ${choice.name} names no SQL warehouse: add warehouse_id to it, or httpPath to the connection in the document.`,
        );
      const network = await networkOf(choice.caFile, documentFolder, env);
      const closed = new AbortController();
      const getToken = tokensOf(choice.name, profile, host, network, env, now, closed.signal);
      return finish(host, httpPath, network, getToken, () => closed.abort());
    }
    case 'host': {
      const token = env.DATABRICKS_TOKEN ?? missing('The environment variable DATABRICKS_TOKEN is not set.');
      const network = await networkOf(choice.caFile, documentFolder, env);
      return finish(choice.host, choice.httpPath, network, () => Promise.resolve(token));
    }
    case 'environment': {
      const variable = (name: string): string =>
        env[name] || missing(`The environment variable ${name} is not set; this form of document needs it.`);
      const host = plainHost(variable('DATABRICKS_SERVER_HOSTNAME'));
      const httpPath = variable('DATABRICKS_HTTP_PATH');
      const token = variable('DATABRICKS_ACCESS_TOKEN');
      return finish(host, httpPath, await networkOf(undefined, documentFolder, env), () => Promise.resolve(token));
    }
  }
}

function connectSample(sample: SampleProcess): ResolvedConnection {
  const { host, httpPath, token, caCertificate } = sample;
  return {
    connection: { host, httpPath, network: { caCertificate }, getToken: () => Promise.resolve(token) },
    hostLabel: 'the sample warehouse',
    close: () => sample.close(),
  };
}

function finish(
  host: string,
  httpPath: string,
  network: NetworkSettings,
  getToken: TokenSource,
  close: () => void = () => undefined,
): ResolvedConnection {
  return { connection: { host, httpPath, network, getToken }, hostLabel: host, close: async () => close() };
}

async function readProfile(
  name: string,
  { env, homeFolder }: ConnectionSurroundings,
): Promise<{ readonly file: ProfileFile; readonly profile: Profile }> {
  const file = env.DATABRICKS_CONFIG_FILE || path.join(homeFolder, '.databrickscfg');
  const text = await readText(file, 'The document names a profile, but its file');
  const parsed = parseProfiles(file, text);
  return { file: parsed, profile: findProfile(parsed, name) };
}

function tokensOf(
  name: string,
  profile: Profile,
  host: string,
  network: NetworkSettings,
  env: NodeJS.ProcessEnv,
  now: () => number,
  closed: AbortSignal,
): TokenSource {
  const type = profile.auth_type;
  const { token, client_id: clientId, client_secret: clientSecret } = profile;
  if (token !== undefined && (type === undefined || type === 'pat')) return () => Promise.resolve(token);
  if (clientId !== undefined && clientSecret !== undefined && (type === undefined || type === 'oauth-m2m')) {
    return keepToken(() => fetchClientToken(host, { clientId, clientSecret }, network, now, closed), now);
  }
  if (type === 'databricks-cli') {
    const program = profile.databricks_cli_path ?? 'databricks';
    return keepToken((force) => fetchCliToken(program, name, force, env, closed), now);
  }
  const why = type === undefined ? 'has neither token nor client_id and client_secret' : `asks for auth_type ${type}`;
  return missing(
    `The profile ${name} ${why}; what works here is token, client_id with client_secret, and auth_type databricks-cli.`,
  );
}

async function networkOf(caFile: string | undefined, folder: string, env: NodeJS.ProcessEnv): Promise<NetworkSettings> {
  const url = env.HTTPS_PROXY || env.https_proxy;
  const bypass = env.NO_PROXY || env.no_proxy;
  const caCertificate =
    caFile === undefined ? undefined : await readText(path.resolve(folder, caFile), 'The caFile of the connection');
  return {
    ...(caCertificate === undefined ? {} : { caCertificate }),
    ...(url ? { proxy: { url, ...(bypass ? { bypass } : {}) } } : {}),
  };
}

async function readText(file: string, what: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ReplicatorError('usage.invalid', `${what} ${file} cannot be read.`, { cause });
  });
}

function warehousePath(id: string | undefined): string | undefined {
  return id ? `/sql/1.0/warehouses/${id}` : undefined;
}

function missing(message: string): never {
  throw new ReplicatorError('usage.invalid', message);
}
