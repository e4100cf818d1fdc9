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

/** One way to copy tables. */
export interface Contender {
  readonly name: string;
  /** Moves rows as objects one by one, and gets a part of the table for that. */
  readonly isSlow: boolean;
  start(copy: Copy): MeasuredProcess;
}

const folder = path.resolve(import.meta.dirname, '..');

export const levelNames = ['basic', 'pandas', 'parquet', 'streaming'] as const;
export type LevelName = (typeof levelNames)[number];
export const peerNames = ['connector', 'connector-pandas', 'dlt', 'sling', 'ingestr'] as const;

export const limit: Contender = {
  name: 'limit',
  isSlow: false,
  start({ database, schema, tables, file }) {
    const job: LimitJob = { source: database, tables: tables.map((table) => `${schema}.${table}`), file };
    return { command: process.execPath, args: [path.join(folder, 'measure-limit.ts')], job };
  },
};

export function levelContender(level: LevelName): Contender {
  return {
    name: level,
    isSlow: level === 'basic',
    start({ endpoint, catalog, schema, tables, file }) {
      const job: LevelJob = { endpoint, file, level, tables: tables.map((table) => `${catalog}.${schema}.${table}`) };
      return { command: process.execPath, args: [path.join(folder, 'measure-level.ts')], job };
    },
  };
}

/** What people use otherwise, for one table; `python` is an interpreter in whose environment the tools are installed. */
export function peerContender(peer: (typeof peerNames)[number], python: string): Contender {
  return {
    name: peer,
    isSlow: peer !== 'connector',
    start({ endpoint, catalog, schema, tables, file }) {
      const job = { peer, endpoint, file, table: `${catalog}.${schema}.${tables[0]}`, threads: availableParallelism() };
      return { command: python, args: ['-B', path.join(folder, 'peers/measure-peer.py')], job };
    },
  };
}
