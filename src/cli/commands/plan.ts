import type { Replication } from '../../shared/document/replication.ts';
import type { CommandParts } from '../command-parts.ts';
import { withEngine } from '../engine-session.ts';
import { eventLine } from '../events.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import type { DocumentArguments } from '../parse-arguments.ts';
import { renderPlan } from '../render/plan.ts';
import { writeLines } from '../terminal.ts';

/** Says what a run would do. Status 1 where a table would be refused. */
export async function planCommand(
  args: DocumentArguments,
  replication: Replication,
  { host, terminal, signal }: CommandParts,
): Promise<ExitStatus> {
  const plan = await withEngine(host, args.file, replication, ({ engine, file }) =>
    engine.plan(replication, file, signal, args.keepPrevious),
  );
  if (args.json) terminal.write(eventLine({ event: 'plan', plan }));
  else writeLines(terminal.write, renderPlan(plan, terminal.style(), args.full));
  return plan.refused.length === 0 ? exitStatus.done : exitStatus.failed;
}
