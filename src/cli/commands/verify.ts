import type { Replication } from '../../shared/document/replication.ts';
import type { CommandParts } from '../command-parts.ts';
import { withEngine } from '../engine-session.ts';
import { eventLine, verifiedEvents } from '../events.ts';
import { type ExitStatus, statusOfVerified } from '../exit-status.ts';
import type { DocumentArguments } from '../parse-arguments.ts';
import { renderVerified } from '../render/verified.ts';
import { writeLines } from '../terminal.ts';

/** Compares the copies with their sources. */
export async function verifyCommand(
  args: DocumentArguments,
  replication: Replication,
  { host, terminal, signal }: CommandParts,
): Promise<ExitStatus> {
  const startedAt = Date.now();
  const tables = await withEngine(host, args.file, replication, ({ engine, file }) =>
    engine.verify(replication, file, signal),
  );
  if (args.json) {
    for (const event of verifiedEvents(tables, Date.now() - startedAt)) terminal.write(eventLine(event));
  } else {
    writeLines(terminal.write, renderVerified(tables, terminal.style()));
  }
  return statusOfVerified(tables);
}
