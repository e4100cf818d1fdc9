import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { LevelJob } from '../measure-level.ts';
import type { LimitJob } from '../measure-limit.ts';
import type { MeasuredProcess } from './run-measured.ts';
import type { Endpoint } from './warehouse.ts';

/** What to copy: tables of the database that the warehouse serves. */
export interface Copy {
  readonly database: string;
  readonly catalog: string;
  readonly schema: string;
  readonly tables: readonly string[];
  /** Does not exist yet. */
  readonly file: string;
  readonly endpoint: Endpoint;
}

/** A table of the file that a copy goes to. */
export interface MadeName {
  readonly schema: string;
  readonly table: string;
}

/** One way to copy tables. */
export interface Contender {
  readonly name: string;
  /** Moves rows as objects one by one, and gets a part of the table for that. */
  readonly isSlow: boolean;
  /** A tool of others: where it fails, it is left out, and the benchmark has not failed. */
  readonly isPeer: boolean;
  start(copy: Copy): MeasuredProcess;
  /** The tables that it makes in the file, one each. */
  makes(copy: Copy): readonly MadeName[];
}

const folder = path.resolve(import.meta.dirname, '..');

export const levelNames = ['basic', 'pandas', 'parquet', 'streaming'] as const;
export type LevelName = (typeof levelNames)[number];
export const peerNames = ['connector', 'connector-pandas', 'dlt', 'sling', 'ingestr'] as const;
type PeerName = (typeof peerNames)[number];

export const limit: Contender = {
  name: 'limit',
  isSlow: false,
  isPeer: false,
  start({ database, schema, tables, file }) {
    const job: LimitJob = { source: database, tables: tables.map((table) => `${schema}.${table}`), file };
    return { command: process.execPath, args: [path.join(folder, 'measure-limit.ts')], job };
  },
  makes: ({ tables }) => tables.map((_, index) => ({ schema: 'main', table: `copy_${index}` })),
};

export function levelContender(level: LevelName): Contender {
  return {
    name: level,
    isSlow: level === 'basic',
    isPeer: false,
    start({ endpoint, catalog, schema, tables, file }) {
      const job: LevelJob = { endpoint, file, level, tables: tables.map((table) => `${catalog}.${schema}.${table}`) };
      return { command: process.execPath, args: [path.join(folder, 'measure-level.ts')], job };
    },
    makes: ({ schema, tables }) => tables.map((table) => ({ schema, table })),
  };
}

/** What people use otherwise, for one table; `python` is an interpreter in whose environment the tools are installed. */
export function peerContender(peer: PeerName, python: string): Contender {
  return {
    name: peer,
    isSlow: peer !== 'connector',
    isPeer: true,
    start({ endpoint, catalog, schema, tables, file }) {
      const job = { peer, endpoint, file, table: `${catalog}.${schema}.${tables[0]}`, threads: availableParallelism() };
      return { command: python, args: ['-B', path.join(folder, 'peers/measure-peer.py')], job };
    },
    makes: ({ tables: [table = ''] }) => [peerMakes(peer, table)],
  };
}

/** As `peers` has it. */
function peerMakes(peer: PeerName, table: string): MadeName {
  if (peer === 'dlt') return { schema: 'lake', table };
  return { schema: peer === 'sling' || peer === 'ingestr' ? 'lake' : 'main', table: 'copy' };
}
