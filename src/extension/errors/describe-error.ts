import { editorAdvice } from '../../shared/editor-advice.ts';
import { asReplicatorError, type ErrorCode, type ReplicatorError } from '../../shared/errors.ts';
import type { CommandId } from '../commands.ts';

/** What a button under an error does. */
export interface Remedy {
  readonly title: string;
  readonly command: CommandId | 'workbench.action.openSettings';
  readonly argument?: string;
}

export interface DescribedError {
  readonly error: ReplicatorError;
  /** Message and what to do, in whole sentences. */
  readonly text: string;
  readonly remedies: readonly Remedy[];
}

const signIn: Remedy = { title: 'Sign In Again', command: 'replicator.connections.signIn' };
const edit: Remedy = { title: 'Edit Connection', command: 'replicator.connections.edit' };
const test: Remedy = { title: 'Test Connection', command: 'replicator.connections.test' };
const pick: Remedy = { title: 'Choose Warehouse', command: 'replicator.warehouse.pick' };
const trust: Remedy = { title: 'Manage Workspace Trust', command: 'replicator.trust.manage' };
const showLog: Remedy = { title: 'Show Log', command: 'replicator.log.show' };
const proxySettings: Remedy = {
  title: 'Proxy Settings',
  command: 'workbench.action.openSettings',
  argument: 'http.proxy',
};

const remedies: Partial<Record<ErrorCode, readonly Remedy[]>> = {
  'auth.rejected': [signIn, edit],
  'network.unavailable': [test],
  'network.hostUnknown': [edit, test],
  'network.certificate': [edit, test],
  'network.proxy': [proxySettings, test],
  'network.circuitOpen': [test],
  'source.warehouseGone': [pick],
  'source.protocol': [showLog],
  'usage.untrusted': [trust],
  'internal.bug': [showLog],
  'internal.threadEnded': [showLog],
  'internal.workerEnded': [showLog],
};

/** Any thrown value in words for a person, with the commands that mend it. */
export function describeError(thrown: unknown): DescribedError {
  const error = asReplicatorError(thrown);
  const all = [error, ...error.others];
  const advice = new Set(all.map(editorAdvice));
  const text = [...all.map(({ message }) => endSentence(message)), ...advice].join(' ').trimEnd();
  return { error, text, remedies: remedies[error.code] ?? [] };
}

function endSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
