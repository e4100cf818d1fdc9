import { type Disposable, window } from 'vscode';
import { fromErrorData } from '../../shared/errors.ts';
import type { RunRecord } from '../../shared/run-record.ts';
import { executeCommand } from '../commands.ts';
import { describeError } from '../errors/describe-error.ts';
import { applyRemedy } from '../errors/show-error.ts';
import type { Log } from '../log/log.ts';
import { describeEnd } from './describe-end.ts';
import { isActive } from './run-states.ts';
import type { Runs } from './runs.ts';

interface Button {
  readonly title: string;
  run(): unknown;
}

/** One message at the end of every run, with what comes next; the log has every step on the way. */
export function tellEnds(runs: Runs, log: Log): Disposable {
  const active = new Map(
    runs
      .list()
      .filter(isActive)
      .map(({ id, state }) => [id, state]),
  );
  return runs.onDidChange((record) => {
    if (record === undefined) return;
    const before = active.get(record.id);
    if (isActive(record)) {
      active.set(record.id, record.state);
      if (before === record.state) return;
      log.write({ level: 'info', message: `${record.title}: ${record.state}`, facts: { run: record.id } });
      return;
    }
    if (active.delete(record.id)) void tell(record, log);
  });
}

async function tell(record: RunRecord, log: Log): Promise<void> {
  const end = describeEnd(record);
  if (end === undefined) return;
  const { severity, text, error } = end;
  const facts = { run: record.runId ?? record.id, state: record.state, ...(error && { code: error.code }) };
  log.write({
    level: severity === 'information' ? 'info' : severity === 'warning' ? 'warn' : 'error',
    message: text,
    facts,
  });
  const buttons = buttonsFor(record);
  const titles = buttons.map(({ title }) => title);
  const chosen =
    severity === 'information'
      ? await window.showInformationMessage(text, ...titles)
      : severity === 'warning'
        ? await window.showWarningMessage(text, ...titles)
        : await window.showErrorMessage(text, ...titles);
  await buttons.find(({ title }) => title === chosen)?.run();
}

function buttonsFor(record: RunRecord): readonly Button[] {
  const resume: Button = { title: 'Resume', run: () => executeCommand('replicator.runs.resume', record.id) };
  const receipt: Button = { title: 'Receipt', run: () => executeCommand('replicator.runs.showReceipt', record.id) };
  const show: Button = { title: 'Show', run: () => executeCommand('replicator.runs.showCopy', record.id) };
  const log: Button = { title: 'Show Log', run: () => executeCommand('replicator.log.show') };
  if (record.state === 'done') return [show, receipt];
  const error = describeEnd(record)?.error;
  const remedies = error === undefined ? [] : describeError(fromErrorData(error)).remedies;
  const mends = remedies
    .filter(({ command }) => command !== 'replicator.log.show')
    .map((remedy): Button => ({ title: remedy.title, run: () => applyRemedy(remedy, record.connectionId) }));
  return [
    ...mends.slice(0, 1),
    ...(record.resumable ? [resume] : []),
    ...(record.summary !== undefined && record.state === 'failed' ? [receipt] : []),
    ...(record.state === 'cancelled' ? [] : [log]),
  ];
}
