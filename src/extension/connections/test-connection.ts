import { setTimeout as pause } from 'node:timers/promises';
import { commands, ProgressLocation, window, workspace } from 'vscode';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import { executeCommand } from '../commands.ts';
import type { Parts } from '../parts.ts';
import { chooseAuthority } from './choose-authority.ts';
import { type ConnectionReport, type ReportButton, reportFailure, reportSuccess } from './connection-report.ts';

export type TestingParts = Pick<Parts, 'connections' | 'engine' | 'log'>;

/**
 * Of a test that is over before it could be read, nothing is shown: the editor leaves out messages that come in quick
 * succession, and what the test came to must not be one of them. In milliseconds.
 */
const unnoticed = 500;

/** Asks the workspace who we are and how the warehouse is, by REST; undefined where a person did not want to wait. */
export async function probeConnection(
  parts: Pick<Parts, 'engine' | 'log'>,
  label: string,
  findAddress: () => Promise<ConnectionAddress>,
): Promise<ConnectionReport | undefined> {
  const probed = probe(parts, label, findAddress);
  const atOnce = await Promise.race([probed, pause(unnoticed)]);
  if (atOnce !== undefined) return atOnce;
  const title = `Testing the connection to ${label}`;
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
    const cancelled = new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined)));
    return Promise.race([probed, cancelled]);
  });
}

async function probe(
  { engine, log }: Pick<Parts, 'engine' | 'log'>,
  label: string,
  findAddress: () => Promise<ConnectionAddress>,
): Promise<ConnectionReport> {
  try {
    const address = await findAddress();
    return reportSuccess(address.label, await engine.service.probe(address));
  } catch (thrown) {
    const report = reportFailure(thrown, workspace.getConfiguration('http').get<boolean>('proxyStrictSSL', true));
    log.write({ level: 'warn', message: `Test of ${label}: ${report.text}` });
    return report;
  }
}

/** Tests a saved connection and tells the outcome, with buttons that mend what failed. */
export async function testConnection(parts: TestingParts, id: string): Promise<void> {
  const label = parts.connections.find(id)?.label ?? id;
  parts.connections.reopen(id);
  const report = await probeConnection(parts, label, () => parts.connections.address(id));
  if (report !== undefined) await showReport(parts, id, report);
}

async function showReport(parts: TestingParts, id: string, report: ConnectionReport): Promise<void> {
  const { sound, text, advice, buttons } = report;
  const message = advice === undefined ? text : `${text} ${advice}`;
  const chosen = sound
    ? await window.showInformationMessage(message, ...buttons)
    : await window.showErrorMessage(message, ...buttons);
  if (chosen !== undefined) await follow(parts, id, chosen);
}

async function follow(parts: TestingParts, id: string, button: ReportButton): Promise<unknown> {
  switch (button) {
    case 'Edit Connection':
      return executeCommand('replicator.connections.edit', id);
    case 'Choose Warehouse':
      return executeCommand('replicator.warehouse.pick', id);
    case 'Sign In Again':
      return executeCommand('replicator.connections.signIn', id);
    case 'Test Again':
      return testConnection(parts, id);
    case 'Show Log':
      return executeCommand('replicator.log.show');
    case 'Proxy Settings':
      return commands.executeCommand('workbench.action.openSettings', 'http.proxy');
    case 'Choose CA File…': {
      const connection = parts.connections.find(id);
      if (connection?.kind !== 'host' && connection?.kind !== 'profile') return undefined;
      const caFile = await chooseAuthority();
      if (caFile === undefined) return undefined;
      await parts.connections.save({ ...connection, caFile });
      return testConnection(parts, id);
    }
  }
}
