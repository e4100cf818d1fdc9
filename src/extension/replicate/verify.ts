import { commands, ProgressLocation, type Uri, window } from 'vscode';
import { orCancelled } from '../../shared/cancellation.ts';
import type { TableRequest } from '../../shared/document/replication.ts';
import { parseSourceLabel } from '../../shared/names.ts';
import type { ConnectionAddress } from '../../shared/protocol/connection-address.ts';
import type { ReplicationRequest } from '../../shared/protocol/engine-protocol.ts';
import type { VerifiedTable } from '../../shared/receipt.ts';
import { runCancellable } from '../engine-process/run-cancellable.ts';
import type { LocalTableNode } from '../local/local-node.ts';
import type { Parts } from '../parts.ts';
import { readRunDocument } from '../runs/read-run-document.ts';
import { connectionOfOrigin } from './connection-of-origin.ts';
import { documentOfOrigin } from './document-of-origin.ts';
import type { ReportDocuments } from './report-documents.ts';
import { exactly, requestOfCopy } from './request-of-copy.ts';

interface Comparison {
  readonly title: string;
  readonly file: string;
  connect(): Promise<ConnectionAddress>;
  readonly replication: ReplicationRequest['replication'];
}

/** Compares copies with their sources and tells what was found; a difference opens as a page. */
export async function verify(parts: Parts, reports: ReportDocuments, comparison: Comparison): Promise<void> {
  const tables = await compare(parts, comparison);
  const { renderVerified, summariseVerified } = await import('./render-verified.ts');
  const { file } = comparison;
  const text = summariseVerified(tables, file);
  const uri = reports.add(`Comparison of ${comparison.title}`, renderVerified(tables, file));
  const equal = tables.every(({ state }) => state === 'equal');
  parts.log.write({ level: equal ? 'info' : 'warn', message: text });
  const details = 'Show Details';
  if (!equal) await commands.executeCommand('markdown.showPreview', uri);
  const chosen = equal
    ? await window.showInformationMessage(text, details)
    : await window.showWarningMessage(text, details);
  if (chosen === details) await commands.executeCommand('markdown.showPreview', uri);
}

async function compare({ engine }: Parts, comparison: Comparison): Promise<readonly VerifiedTable[]> {
  const { title, file, replication } = comparison;
  const options = { location: ProgressLocation.Notification, title: `Comparing ${title}`, cancellable: true };
  return window.withProgress(options, async (_, token) => {
    const abort = new AbortController();
    const cancels = token.onCancellationRequested(() => abort.abort());
    try {
      const connection = await orCancelled(comparison.connect(), abort.signal);
      return await runCancellable(engine, abort.signal, (operation) =>
        engine.service.verify(operation, { connection, replication, file, keepPrevious: false }),
      );
    } finally {
      cancels.dispose();
    }
  });
}

/** All tables of a document. */
export async function comparisonOf({ connections }: Pick<Parts, 'connections'>, document: Uri): Promise<Comparison> {
  return readRunDocument(document.toString(), connections);
}

/**
 * One copy, as the document of the run that made it asks for it; where none does any more, as a whole.
 * @returns undefined where the table is no copy
 * @throws ReplicatorError `usage.invalid` where no connection leads there
 */
export async function comparisonOfTable(
  { connections, runs }: Parts,
  { file, table }: LocalTableNode,
): Promise<Comparison | undefined> {
  const { origin, name } = table;
  if (origin === undefined) return undefined;
  const source = parseSourceLabel(origin.source);
  const title = `${name.schema}.${name.table}`;
  const known = await documentOfOrigin(runs, origin);
  const document = known && (await comparisonOf({ connections }, known));
  const own = document && requestOfCopy(document.replication.tables, source, name);
  if (document !== undefined && own !== undefined) {
    const { connection, target, limits } = document.replication;
    const replication = { connection, target, limits, tables: [own], exclude: [] };
    return { title, file, replication, connect: () => document.connect() };
  }
  const connection = await connectionOfOrigin(connections, origin);
  const request: TableRequest = {
    source: exactly(source),
    target: name,
    excludeColumns: [],
    level: 'auto',
    mode: origin.mode,
    validate: origin.validation,
    enabled: true,
  };
  const { defaultLimits } = await import('../../shared/document/read-limits.ts');
  const replication = {
    connection: connections.choiceFor(connection),
    target: { file, name: { schema: '{schema}', table: '{table}' } },
    limits: defaultLimits,
    tables: [request],
    exclude: [],
  };
  return { title, file, replication, connect: () => connections.address(connection.id) };
}
