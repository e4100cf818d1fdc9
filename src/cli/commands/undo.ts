import type { Replication } from '../../shared/document/replication.ts';
import type { CommandParts } from '../command-parts.ts';
import { targetFile } from '../engine-session.ts';
import { eventLine } from '../events.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import type { DocumentArguments } from '../parse-arguments.ts';
import { marked } from '../render/block.ts';
import { oneLine } from '../render/text.ts';
import { writeLines } from '../terminal.ts';

/** Puts back what a run replaced, where that was kept. */
export async function undoCommand(
  args: DocumentArguments,
  replication: Replication,
  { host, terminal, signal }: CommandParts,
): Promise<ExitStatus> {
  const file = targetFile(args.file, replication);
  const { runId, sentences } = await host.undo({ file, replication, ...(args.run && { runId: args.run }) }, signal);
  if (args.json) {
    terminal.write(eventLine({ event: 'undone', runId, sentences }));
  } else {
    const style = terminal.style();
    writeLines(terminal.write, [
      ...marked('✔', `The run ${runId} is undone.`, style, style.good),
      ...sentences.flatMap((sentence) => marked('·', oneLine(sentence), style, style.dim, 2)),
    ]);
  }
  return exitStatus.done;
}
