import { asReplicatorError, type ReplicatorError, toErrorData } from '../shared/errors.ts';
import type { CommandParts } from './command-parts.ts';
import { planCommand } from './commands/plan.ts';
import { runCommand } from './commands/run.ts';
import { undoCommand } from './commands/undo.ts';
import { verifyCommand } from './commands/verify.ts';
import { errorEvent, eventLine } from './events.ts';
import { type ExitStatus, exitStatus, statusOfError } from './exit-status.ts';
import { helpText } from './help.ts';
import { type DocumentArguments, type Invocation, parseArguments, type SampleArguments } from './parse-arguments.ts';
import { narrowReplication, readDocument } from './read-document.ts';
import { renderDiagnostics } from './render/diagnostics.ts';
import { renderError } from './render/error.ts';
import { type Terminal, writeLines } from './terminal.ts';

export interface CliParts extends CommandParts {
  readonly version: string;
  serveSample(args: SampleArguments): Promise<void>;
}

/** One call of the command line; errors become text and a status, nothing is thrown. */
export async function runCli(argv: readonly string[], parts: CliParts): Promise<ExitStatus> {
  const json = argv.includes('--json');
  try {
    return await carryOut(parseArguments(argv), parts);
  } catch (thrown) {
    const error = asReplicatorError(thrown);
    tell(error, json, parts.terminal);
    return parts.signal.aborted ? exitStatus.cancelled : statusOfError(error.code);
  }
}

async function carryOut(invocation: Invocation, parts: CliParts): Promise<ExitStatus> {
  switch (invocation.command) {
    case 'version':
      parts.terminal.write(`${parts.version}\n`);
      return exitStatus.done;
    case 'help':
      parts.terminal.write(helpText(invocation.about, parts.program));
      return exitStatus.done;
    case 'sample-warehouse':
      await parts.serveSample(invocation.arguments);
      return exitStatus.done;
    default:
      return withDocument(invocation.command, invocation.arguments, parts);
  }
}

const commands = { plan: planCommand, run: runCommand, verify: verifyCommand, undo: undoCommand };

async function withDocument(
  command: keyof typeof commands,
  args: DocumentArguments,
  { terminal, host, signal, program }: CliParts,
): Promise<ExitStatus> {
  const document = await readDocument(args.file);
  const diagnostics = document.ok ? document.warnings : document.diagnostics;
  if (args.json) {
    for (const diagnostic of diagnostics) {
      terminal.write(eventLine({ event: 'diagnostic', file: args.file, diagnostic }));
    }
  } else {
    writeLines(terminal.complain, renderDiagnostics(args.file, document.text, diagnostics, terminal.errorStyle()));
  }
  if (!document.ok) return exitStatus.usage;
  const replication = narrowReplication(document.replication, args.only, args.level);
  return commands[command](args, replication, { host, terminal, signal, program });
}

function tell(error: ReplicatorError, json: boolean, terminal: Terminal): void {
  if (json) {
    terminal.write(eventLine(errorEvent(toErrorData(error))));
    return;
  }
  writeLines(terminal.complain, renderError(toErrorData(error), terminal.errorStyle()));
  const cause = error.cause;
  if (error.code === 'internal.bug' && cause instanceof Error && cause.stack !== undefined) {
    terminal.complain(`${cause.stack}\n`);
  }
}
