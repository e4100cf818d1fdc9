import type { Level, Validation, WriteMode } from '../plan.ts';
import type { Transform } from '../transform.ts';
import type { SourcePattern } from './source-pattern.ts';

/** A replication document, read and defaulted: what to copy, from where, to where. */
export interface Replication {
  readonly connection: ConnectionChoice;
  readonly target: TargetFile;
  readonly limits: RequestedLimits;
  readonly tables: readonly TableRequest[];
  /** Tables that no entry with a wildcard reaches. */
  readonly exclude: readonly SourcePattern[];
  /** Of all these tables only what matches one of these, each of which has to match something. */
  readonly only?: readonly SourcePattern[];
}

/** Where the tables come from; secrets are never part of it. */
export type ConnectionChoice =
  /** The embedded sample warehouse. */
  | { readonly kind: 'sample' }
  /** A profile of the Databricks configuration file. */
  | {
      readonly kind: 'profile';
      readonly name: string;
      /** Where the profile names no warehouse, or another one is meant. */
      readonly httpPath?: string;
      /** As below. */
      readonly caFile?: string;
    }
  | {
      readonly kind: 'host';
      /** Without scheme; may carry a port. */
      readonly host: string;
      readonly httpPath: string;
      /** PEM file with further certificate authorities, as written: relative to the document. */
      readonly caFile?: string;
    }
  /** The older form: DATABRICKS_SERVER_HOSTNAME, DATABRICKS_HTTP_PATH, DATABRICKS_ACCESS_TOKEN. */
  | { readonly kind: 'environment' };

export interface TargetFile {
  /** As written: relative to the document. */
  readonly file: string;
  readonly name: TargetTemplate;
}

/** Names with the placeholders `{catalog}`, `{schema}`, `{table}`. */
export interface TargetTemplate {
  readonly schema: string;
  readonly table: string;
}

/** As `Limits`; what is absent is taken from the machine. */
export interface RequestedLimits {
  readonly tables: number;
  readonly downloads: number;
  readonly memoryBytes?: number;
  readonly threads?: number;
  readonly groupBytes: number;
  readonly sliceBytes: number;
  readonly bandwidthBytes?: number;
  readonly batchRows: number;
}

export type LevelChoice = Level | 'auto';

/** One entry of `tables`, with the defaults filled in. */
export interface TableRequest {
  readonly source: SourcePattern;
  readonly target: TargetTemplate;
  /** The only columns to copy, in this order; absent for all. */
  readonly columns?: readonly string[];
  /** Columns to leave out. */
  readonly excludeColumns: readonly string[];
  /** A condition in Databricks SQL, as written. */
  readonly where?: string;
  readonly level: LevelChoice;
  readonly mode: WriteMode;
  readonly validate: Validation;
  readonly transform?: Transform;
  readonly keepSpool?: boolean;
  /** `/Volumes/catalog/schema/volume/…` */
  readonly volume?: string;
  readonly enabled: boolean;
}
