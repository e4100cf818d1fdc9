import { Uri, workspace } from 'vscode';
import type { TableOrigin } from '../../shared/local-file.ts';
import type { Runs } from '../runs/runs.ts';

/** The document of the run that made a copy; undefined where the run is not known any more, or the document is gone. */
export async function documentOfOrigin(
  runs: Pick<Runs, 'list'>,
  { runId }: Pick<TableOrigin, 'runId'>,
): Promise<Uri | undefined> {
  const record = runs.list().find((one) => one.runId === runId);
  if (record === undefined) return undefined;
  const document = Uri.parse(record.document);
  return workspace.fs.stat(document).then(
    () => document,
    () => undefined,
  );
}
