import { commands } from 'vscode';
import { targetLabel } from '../../shared/names.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { executeCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';

/** The rows of the only copy; of several, the view where they are. */
export async function showCopy({ files }: Parts, { file, summary }: RunRecord): Promise<void> {
  const [only, ...others] = summary?.tables.filter(({ state }) => state === 'done') ?? [];
  if (only !== undefined && others.length === 0) {
    const { tables } = await files.describe(file);
    const table = tables.find(({ name }) => targetLabel(name) === only.target);
    if (table !== undefined) {
      await executeCommand('replicator.preview.local', { kind: 'localTable', file, table });
      return;
    }
  }
  await commands.executeCommand('replicator.local.focus');
}
