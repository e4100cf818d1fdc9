import { existsSync } from 'node:fs';
import type { Replication } from '../../shared/document/replication.ts';
import { ReplicatorError } from '../../shared/errors.ts';
import { identifyDocument } from '../plan/identify-document.ts';
import { FileOwners } from './file-owners.ts';
import { modestLimits } from './opening.ts';
import { findLastRun, undoRun } from './undo-run.ts';

/** The file, which nobody else in this process may have open. */
export interface UndoRequest {
  readonly file: string;
  /** The newest run of the document where none is named. */
  readonly runId?: string;
  readonly replication: Replication;
  readonly sinkEntry: URL;
}

export interface Undone {
  readonly runId: string;
  /** One sentence per table of the run. */
  readonly sentences: readonly string[];
}

/** @throws ReplicatorError `run.*` as `findLastRun` and `undoRun`, `sink.*` */
export async function undoInFile(
  { file, runId, replication, sinkEntry }: UndoRequest,
  signal: AbortSignal,
): Promise<Undone> {
  if (!existsSync(file))
    throw new ReplicatorError('run.notFound', `There is no file ${file}, so there is no run to undo.`);
  return new FileOwners(sinkEntry).of(file).change(
    async (sink) => {
      const chosen = runId ?? (await findLastRun(sink, identifyDocument(replication)));
      return { runId: chosen, sentences: await undoRun(sink, chosen) };
    },
    modestLimits(),
    signal,
  );
}
