import type { Replication } from '../../shared/document/replication.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';

/** A replication document, read, with what its place decides. */
export interface RunDocument {
  readonly replication: Replication;
  /** Absolute path of the DuckDB file. */
  readonly file: string;
  /** What is copied, for people. */
  readonly title: string;
  /** What the connection is called in the document. */
  readonly connection: string;
  /** May take seconds: the sample warehouse is started, a person signs in. @throws ReplicatorError `usage.invalid`, `auth.*` */
  connect(): Promise<ConnectionAddress>;
}
