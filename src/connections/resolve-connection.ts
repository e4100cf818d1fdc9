import type { DatabricksConnection } from '../network/databricks-connection.ts';
import type { ConnectionChoice } from '../shared/document/replication.ts';
import { connectEnvironment } from './connect-environment.ts';
import { connectProfile } from './connect-profile.ts';
import { type ConnectionSurroundings, missing, type OpenConnection } from './open-connection.ts';
import { personalToken } from './personal-token.ts';
import { readNetwork } from './read-network.ts';
import type { SampleProcess } from './sample-process.ts';

export interface ResolvedConnection {
  readonly connection: DatabricksConnection;
  /** What plans and runs call the workspace; stays the same from start to start. */
  readonly hostLabel: string;
  close(): Promise<void>;
}

export interface DocumentSurroundings extends ConnectionSurroundings {
  startSample(): Promise<SampleProcess>;
}

/**
 * From what a document says to something that can be talked to.
 * @throws ReplicatorError `usage.invalid` where a profile, a variable or a file is missing
 */
export async function resolveConnection(
  choice: ConnectionChoice,
  surroundings: DocumentSurroundings,
): Promise<ResolvedConnection> {
  const { env, documentFolder: folder } = surroundings;
  switch (choice.kind) {
    case 'sample':
      return connectSample(await surroundings.startSample());
    case 'profile':
      return finish(
        await connectProfile(choice, surroundings),
        `The profile ${choice.name} names no SQL warehouse: add warehouse_id to it, or httpPath to the connection in the document.`,
      );
    case 'host': {
      const token = env.DATABRICKS_TOKEN || missing('The environment variable DATABRICKS_TOKEN is not set.');
      const { host, httpPath, caFile } = choice;
      const network = await readNetwork({ env, caFile, folder });
      return finish({ host, httpPath, network, getToken: personalToken(token), close: () => undefined }, '');
    }
    case 'environment':
      return finish(
        await connectEnvironment(undefined, surroundings),
        'The environment variable DATABRICKS_HTTP_PATH is not set; this form of document needs it.',
      );
  }
}

function connectSample(sample: SampleProcess): ResolvedConnection {
  const { host, httpPath, token, caCertificate } = sample;
  return {
    connection: { host, httpPath, network: { caCertificate }, getToken: personalToken(token) },
    hostLabel: 'the sample warehouse',
    close: () => sample.close(),
  };
}

function finish(open: OpenConnection, withoutWarehouse: string): ResolvedConnection {
  const { host, httpPath = missing(withoutWarehouse), network, getToken, close } = open;
  return { connection: { host, httpPath, network, getToken }, hostLabel: host, close: async () => close() };
}
