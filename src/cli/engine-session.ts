import path from 'node:path';
import type { ResolvedConnection } from '../connections/resolve-connection.ts';
import type { Engine } from '../engine/engine.ts';
import type { Replication } from '../shared/document/replication.ts';

/** What the commands use of an engine. */
export type ReplicationEngine = Pick<Engine, 'plan' | 'run' | 'resume' | 'verify'>;

export interface EngineSession {
  readonly engine: ReplicationEngine;
  /** Absolute path of the target file. */
  readonly file: string;
}

export interface EngineHost {
  connect(replication: Replication, documentFolder: string): Promise<ResolvedConnection>;
  open(connection: ResolvedConnection): Promise<{ readonly engine: ReplicationEngine; close(): Promise<void> }>;
}

/** Opens connection and engine for some work, and closes both whatever comes of it. */
export async function withEngine<T>(
  host: EngineHost,
  document: string,
  replication: Replication,
  work: (session: EngineSession) => Promise<T>,
): Promise<T> {
  const folder = path.dirname(path.resolve(document));
  const connection = await host.connect(replication, folder);
  try {
    const opened = await host.open(connection);
    try {
      return await work({ engine: opened.engine, file: path.resolve(folder, replication.target.file) });
    } finally {
      await opened.close();
    }
  } finally {
    await connection.close();
  }
}
