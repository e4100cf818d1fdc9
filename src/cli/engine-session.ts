import path from 'node:path';
import type { ResolvedConnection } from '../connections/resolve-connection.ts';
import type { Engine } from '../engine/engine.ts';
import type { Undone, UndoRequest } from '../engine/local/undo-in-file.ts';
import type { Replication } from '../shared/document/replication.ts';

/** What the commands use of an engine. */
export type ReplicationEngine = Pick<Engine, 'prepare' | 'plan' | 'run' | 'resume' | 'verify'>;

export interface EngineSession {
  readonly engine: ReplicationEngine;
  /** Absolute path of the target file. */
  readonly file: string;
}

export interface EngineHost {
  connect(replication: Replication, documentFolder: string): Promise<ResolvedConnection>;
  open(connection: ResolvedConnection): Promise<{ readonly engine: ReplicationEngine; close(): Promise<void> }>;
  /** Needs no connection. */
  undo(request: Omit<UndoRequest, 'sinkEntry'>, signal: AbortSignal): Promise<Undone>;
}

/** Opens connection and engine for some work, and closes both whatever comes of it. */
export async function withEngine<T>(
  host: EngineHost,
  document: string,
  replication: Replication,
  work: (session: EngineSession) => Promise<T>,
): Promise<T> {
  const connection = await host.connect(replication, folderOf(document));
  try {
    const opened = await host.open(connection);
    try {
      return await work({ engine: opened.engine, file: targetFile(document, replication) });
    } finally {
      await opened.close();
    }
  } finally {
    await connection.close();
  }
}

/** Absolute path of the DuckDB file of a document. */
export function targetFile(document: string, { target }: Replication): string {
  return path.resolve(folderOf(document), target.file);
}

function folderOf(document: string): string {
  return path.dirname(path.resolve(document));
}
