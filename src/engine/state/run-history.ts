import { ReplicatorError } from '../../shared/errors.ts';
import { type SourceName, sourceLabel, type TargetName, targetLabel } from '../../shared/names.ts';
import type { Plan, TablePlan } from '../../shared/plan.ts';
import type { Receipt } from '../../shared/receipt.ts';
import type { Sink } from '../sink/sink.ts';
import { findTable } from '../sql/copy-queries.ts';
import {
  findPublished,
  listMeasured,
  listPublished,
  listRuns,
  listUnfinished,
  loadRun,
  loadUnfinished,
} from '../sql/history-queries.ts';
import { bandwidthOf } from './measured-bandwidth.ts';
import { stateSchema } from './schema.ts';
import { text } from './state-text.ts';

/** A table of a run that did not come to its end. */
export interface UnfinishedTable {
  readonly runId: string;
  readonly target: TargetName;
}

/** A copy that is, or once was, in the file. */
export interface PublishedTable {
  /** `catalog.schema.table`. */
  readonly source: string;
  readonly target: TargetName;
}

/** What earlier runs left word of; reads only, and answers with nothing where there has been no run. */
export class RunHistory {
  private readonly sink: Sink;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /**
   * A run that is not complete, and that was planned from this document.
   * @param runId `last` for the newest one of this document
   * @throws ReplicatorError `run.notFound`, `run.notResumable`
   */
  async find(runId: string | 'last', document: string): Promise<{ readonly runId: string; readonly plan: Plan }> {
    if (!(await this.exists())) throw new ReplicatorError('run.notFound', 'The target file knows of no run yet.');
    const [row] = await this.sink.query(runId === 'last' ? loadUnfinished(document) : loadRun(runId));
    if (row === undefined) throw await this.notFound(runId);
    const found = { runId: text(row.run_id), plan: JSON.parse(text(row.plan)) as Plan };
    if (row.state === 'done') throw new ReplicatorError('run.notResumable', `The run ${found.runId} is complete.`);
    if (found.plan.document !== document) throw plannedOtherwise(found.runId);
    return found;
  }

  /** Newest run first. */
  async unfinished(): Promise<readonly UnfinishedTable[]> {
    if (!(await this.exists())) return [];
    const rows = await this.sink.query(listUnfinished);
    return rows.map((row) => ({ runId: text(row.run_id), target: targetOf(row) }));
  }

  /** Newest first; a table that was copied often is named often. */
  async published(): Promise<readonly PublishedTable[]> {
    if (!(await this.exists())) return [];
    const rows = await this.sink.query(listPublished);
    return rows.map((row) => ({ source: text(row.source), target: targetOf(row) }));
  }

  /**
   * Bytes per second that came from this host over the wire in earlier runs, as far as they were not held back; undefined
   * where nothing is known of it.
   */
  async measuredBandwidth(host: string): Promise<number | undefined> {
    if (!(await this.exists())) return undefined;
    const rows = await this.sink.query(listMeasured(host));
    return bandwidthOf(
      rows.map((row) => ({
        receipt: JSON.parse(text(row.receipt)) as Receipt,
        downloads: Number(row.downloads),
        chunks: Number(row.chunks),
      })),
    );
  }

  /** How the newest copy of a source table under this name was made. */
  async lastPublished(
    source: SourceName,
    target: TargetName,
  ): Promise<{ readonly table: TablePlan; readonly receipt: Receipt } | undefined> {
    if (!(await this.exists())) return undefined;
    const [row] = await this.sink.query(findPublished(source, target));
    if (row === undefined) return undefined;
    const plan = JSON.parse(text(row.plan)) as Plan;
    const wanted = targetLabel(target).toLowerCase();
    const table = plan.tables.find(
      (one) => sourceLabel(one.source) === row.source && targetLabel(one.target).toLowerCase() === wanted,
    );
    return table && { table, receipt: JSON.parse(text(row.receipt)) as Receipt };
  }

  private async exists(): Promise<boolean> {
    const rows = await this.sink.query(findTable({ schema: stateSchema, table: 'runs' }));
    return rows.length > 0;
  }

  private async notFound(runId: string | 'last'): Promise<ReplicatorError> {
    const runs = await this.sink.query(listRuns);
    const [newest] = runs;
    if (runId === 'last' && newest !== undefined && newest.state !== 'done')
      return plannedOtherwise(text(newest.run_id));
    const what = runId === 'last' ? 'no run of this document that could be resumed' : `no run ${runId}`;
    const known = runs.map((row) => `${text(row.run_id)} (${text(row.state)})`).join(', ');
    return new ReplicatorError(
      'run.notFound',
      `The target file has ${what}.${known === '' ? '' : ` It has: ${known}.`}`,
    );
  }
}

function plannedOtherwise(runId: string): ReplicatorError {
  return new ReplicatorError(
    'run.notResumable',
    `The run ${runId} was planned from another document, from other options, or the document has changed since. It can be gone on with as it was planned, with the document and the options of then, or not at all.`,
  );
}

function targetOf(row: Readonly<Record<string, unknown>>): TargetName {
  return { schema: text(row.target_schema), table: text(row.target_table) };
}
