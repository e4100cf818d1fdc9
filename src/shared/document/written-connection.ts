import { ReplicatorError } from '../errors.ts';
import type { ConnectionChoice } from './replication.ts';

/**
 * The choice as a document writes it.
 * @throws ReplicatorError `usage.invalid` for the environment, which only older documents mean
 */
export function writtenConnection(choice: ConnectionChoice): 'sample' | Readonly<Record<string, string>> {
  switch (choice.kind) {
    case 'sample':
      return 'sample';
    case 'environment':
      throw new ReplicatorError('usage.invalid', 'A new document names its workspace; this connection has none.');
    case 'profile': {
      const { name, httpPath, caFile } = choice;
      return { profile: name, ...(httpPath && { httpPath }), ...(caFile && { caFile }) };
    }
    case 'host': {
      const { host, httpPath, caFile } = choice;
      return { host, httpPath, ...(caFile && { caFile }) };
    }
  }
}
