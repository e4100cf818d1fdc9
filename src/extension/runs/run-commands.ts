import { commands, Disposable, Uri } from 'vscode';
import type { RunRecord } from '../../shared/run-record.ts';
import { type CommandArguments, registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { pickRun } from './pick-run.ts';
import { showReceipt } from './receipt-documents.ts';
import type { RunSubject } from './run-node.ts';
import { isActive } from './run-states.ts';
import { showCopy } from './show-copy.ts';

type RunCommand = Exclude<
  Extract<keyof CommandArguments, `replicator.runs.${string}`>,
  'replicator.runs.show' | 'replicator.runs.forgetEnded'
>;

interface Verb {
  readonly question: string;
  readonly none: string;
  fits(record: RunRecord): boolean;
  run(record: RunRecord): unknown;
}

export function registerRunCommands(parts: Parts): Disposable {
  const { runs, log } = parts;
  const verbs: Record<RunCommand, Verb> = {
    'replicator.runs.cancel': {
      question: 'Cancel which run?',
      none: 'Nothing is running.',
      fits: isActive,
      run: ({ id }) => runs.cancel(id),
    },
    'replicator.runs.resume': {
      question: 'Resume which run?',
      none: 'There is no run to resume.',
      fits: (record) => record.resumable && !isActive(record),
      run: ({ id }) => runs.resume(id),
    },
    'replicator.runs.runAgain': {
      question: 'Run which one again?',
      none: 'There is no run yet.',
      fits: (record) => !isActive(record),
      run: ({ document }) => runs.start(Uri.parse(document)),
    },
    'replicator.runs.forget': {
      question: 'Take which run off the list?',
      none: 'There is no ended run.',
      fits: (record) => !isActive(record),
      run: ({ id }) => runs.forget(id),
    },
    'replicator.runs.showReceipt': {
      question: 'Show the receipt of which run?',
      none: 'No run has ended yet.',
      fits: ({ summary }) => summary !== undefined,
      run: (record) => showReceipt(record),
    },
    'replicator.runs.showCopy': {
      question: 'Show the copies of which run?',
      none: 'Nothing has been copied yet.',
      fits: ({ summary }) => summary?.tables.some(({ state }) => state === 'done') === true,
      run: (record) => showCopy(parts, record),
    },
  };
  const registered = Object.entries(verbs).map(([id, verb]) =>
    registerCommand(id as RunCommand, async (...[subject]: [subject?: RunSubject]) => {
      try {
        const record = await pickRun(runs, subject, verb);
        if (record !== undefined) await verb.run(record);
      } catch (error) {
        await showError(error, { log });
      }
    }),
  );
  return Disposable.from(
    ...registered,
    registerCommand('replicator.runs.show', () => commands.executeCommand('replicator.runs.focus')),
    registerCommand('replicator.runs.forgetEnded', () => {
      for (const record of runs.list().filter((one) => !isActive(one))) runs.forget(record.id);
    }),
  );
}
