import path from 'node:path';
import { window } from 'vscode';
import type { RunRecord } from '../../shared/run-record.ts';
import type { LocalNode } from '../local/local-node.ts';
import type { Parts } from '../parts.ts';
import { pickRun } from '../runs/pick-run.ts';
import type { RunSubject } from '../runs/run-node.ts';
import { isActive } from '../runs/run-states.ts';

/** A run, a file of which the last one is meant, or a table and the run that made it. */
export type UndoSubject = RunSubject | LocalNode;

interface Undoable {
  readonly file: string;
  readonly runId: string;
  readonly title: string;
  readonly record?: RunRecord;
}

/** Puts back what a replication replaced, after a person has agreed. */
export async function undo(parts: Parts, subject: UndoSubject | undefined): Promise<void> {
  const { engine, files, runs, log } = parts;
  const chosen = await chooseUndo(parts, subject);
  if (chosen === undefined) return;
  const { file, runId, title, record } = chosen;
  const name = path.basename(file);
  const proceed = 'Undo Replication';
  const answer = await window.showWarningMessage(
    `Undo the replication of ${title} in ${name}?`,
    {
      modal: true,
      detail: `Every table that it replaced is as it was before; what was not there before is dropped. Nothing happens in Databricks.`,
    },
    proceed,
  );
  if (answer !== proceed) return;
  const told = await engine.service.undo(file, runId);
  if (record !== undefined) runs.undone(record.id);
  files.invalidate(file);
  const text = told.join(' ');
  log.write({ level: 'info', message: text, facts: { run: runId } });
  void window.showInformationMessage(text);
}

async function chooseUndo({ runs }: Parts, subject: UndoSubject | undefined): Promise<Undoable | undefined> {
  if (typeof subject === 'object' && subject.kind === 'localTable') {
    const { origin, name } = subject.table;
    if (origin === undefined) return undefined;
    const record = runs.list().find(({ runId }) => runId === origin.runId);
    const title = record?.title ?? `${name.schema}.${name.table}`;
    return { file: subject.file, runId: origin.runId, title, ...(record && { record }) };
  }
  const file = typeof subject === 'object' && subject.kind === 'localFile' ? subject.file : undefined;
  const named = typeof subject === 'string' || (typeof subject === 'object' && 'run' in subject) ? subject : undefined;
  const record = await pickRun(runs, named, {
    question: 'Undo which replication?',
    none: 'There is no replication to undo: the copy before it is kept only until the next one.',
    fits: (one) => one.undoable && !isActive(one) && (file === undefined || one.file === file),
  });
  if (record?.runId === undefined) return undefined;
  return { file: record.file, runId: record.runId, title: record.title, record };
}
