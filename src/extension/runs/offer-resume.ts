import { window } from 'vscode';
import type { RunRecord } from '../../shared/run-record.ts';
import { counted } from '../../shared/text/units.ts';
import { executeCommand } from '../commands.ts';
import type { Runs } from './runs.ts';

/** One question for all runs that were broken off and do not go on by themselves. */
export async function offerResume(runs: Runs, left: readonly RunRecord[]): Promise<void> {
  const [first, ...others] = left;
  if (first === undefined) return;
  const what = others.length === 0 ? first.title : counted(left.length, 'run');
  const resume = others.length === 0 ? 'Resume' : 'Resume All';
  const show = 'Show Runs';
  const text = `${what} ${others.length === 0 ? 'was' : 'were'} broken off when the window was closed. What has been copied is kept.`;
  const chosen = await window.showInformationMessage(text, resume, show);
  if (chosen === show) await executeCommand('replicator.runs.show');
  if (chosen === resume) await Promise.all(left.map(({ id }) => runs.resume(id)));
}
