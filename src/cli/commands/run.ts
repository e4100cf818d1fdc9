import type { RunOptions } from '../../engine/engine.ts';
import type { Replication } from '../../shared/document/replication.ts';
import type { RunProgress } from '../../shared/progress.ts';
import type { RunSummary } from '../../shared/receipt.ts';
import { counted } from '../../shared/text/units.ts';
import type { CommandParts } from '../command-parts.ts';
import { type EngineSession, withEngine } from '../engine-session.ts';
import { eventLine, summaryEvents } from '../events.ts';
import { type ExitStatus, statusOfRun } from '../exit-status.ts';
import type { DocumentArguments } from '../parse-arguments.ts';
import { createProgressView } from '../progress-view.ts';
import { marked } from '../render/block.ts';
import { renderNextSteps } from '../render/next-steps.ts';
import { renderSummary } from '../render/summary.ts';
import { type Terminal, writeLines } from '../terminal.ts';

/** Copies the tables of a document, or goes on with a run that did not finish. */
export async function runCommand(
  args: DocumentArguments,
  replication: Replication,
  { host, terminal, signal, program }: CommandParts,
): Promise<ExitStatus> {
  const view = createProgressView(terminal, args.json, Date.now);
  try {
    const onProgress = (progress: RunProgress): void => view.show(progress);
    const options = { signal, onProgress, keepPrevious: args.keepPrevious === true };
    const summary = await withEngine(host, args.file, replication, (session) =>
      args.resume === undefined
        ? runAnew(session, args, replication, terminal, options)
        : session.engine.resume(args.resume, session.file, replication, options),
    );
    view.end();
    if (args.json) for (const event of summaryEvents(summary)) terminal.write(eventLine(event));
    else {
      writeLines(terminal.write, renderSummary(summary, terminal.style()));
      if (replication.connection.kind === 'sample' && summary.state === 'done') {
        const told = { program, document: args.file, file: replication.target.file, table: largestTable(summary) };
        writeLines(terminal.write, renderNextSteps(told, terminal.style()));
      }
    }
    return statusOfRun(summary);
  } finally {
    view.end();
  }
}

async function runAnew(
  { engine, file }: EngineSession,
  args: DocumentArguments,
  replication: Replication,
  terminal: Terminal,
  options: RunOptions,
): Promise<RunSummary> {
  engine.prepare();
  const plan = await engine.plan(replication, file, options.signal, options.keepPrevious);
  if (args.json) {
    terminal.write(eventLine({ event: 'plan', plan }));
  } else {
    const warnings = plan.tables.reduce((sum, table) => sum + table.warnings.length, 0);
    const hint = warnings === 0 ? '' : ` · ${counted(warnings, 'warning')}, which the command plan shows`;
    terminal.write(`${counted(plan.tables.length, 'table')} from ${plan.host} to ${plan.file}${hint}\n`);
    if (plan.resumable !== undefined) {
      const told = `The run ${plan.resumable} has not finished and could be resumed with --resume; this one starts afresh.`;
      writeLines(terminal.write, marked('!', told, terminal.style(), terminal.style().warn));
    }
    terminal.write('\n');
  }
  return engine.run(plan, options);
}

function largestTable({ tables }: RunSummary): string {
  const done = tables.flatMap((table) => (table.state === 'done' ? [table.receipt] : []));
  return done.reduce((largest, one) => (one.rows.stored > largest.rows.stored ? one : largest)).source;
}
