import { toErrorData } from '../../shared/errors.ts';
import { sourceLabel, type TargetName } from '../../shared/names.ts';
import type { Plan, TablePlan } from '../../shared/plan.ts';
import type { Receipt, TableOutcome } from '../../shared/receipt.ts';
import type { Sink, Statement } from '../sink/sink.ts';
import { quoteTargetName } from '../sql/duckdb-text.ts';
import { findKept, forgetKept } from '../sql/local-queries.ts';
import { createSchemaSql, createStagingSql, stagingName } from '../sql/target-statements.ts';
import type { CheckpointedChunk, SliceKey } from './checkpoint.ts';
import type { RunHistory, UnfinishedTable } from './run-history.ts';
import { stateDdl, stateTables } from './schema.ts';
import { text } from './state-text.ts';

/** A slice that a run has begun: which statement reads it, what that promised, and what of it is in. */
export interface SliceState {
  readonly statementId: string;
  readonly manifestRows: number;
  readonly manifestChunks: number;
  /** Of a volume, where the warehouse has written it. */
  readonly folder?: string;
  readonly done: boolean;
  readonly chunks: readonly CheckpointedChunk[];
}

type DoneTable = Extract<TableOutcome, { readonly state: 'done' }>;

export type TableState = 'extracting' | 'done' | 'failed' | 'cancelled' | 'abandoned' | 'undone';

/** What the target file knows of runs; every method is one transaction or one query. */
export class RunState {
  private readonly sink: Sink;
  private readonly history: RunHistory;

  constructor(sink: Sink, history: RunHistory) {
    this.sink = sink;
    this.history = history;
  }

  /** Creates the state tables where there are none yet and writes the run down. */
  async begin(runId: string, plan: Plan): Promise<void> {
    await this.sink.transaction([
      ...stateDdl.map((sql) => ({ sql })),
      {
        sql: `INSERT INTO ${stateTables.runs} VALUES ($1, 'running', now(), NULL, $2, $3)`,
        values: [runId, plan.host, JSON.stringify(plan)],
      },
    ]);
    await this.event(runId, undefined, 'run begun');
  }

  /**
   * The plan of a run that can be gone on with, for the document that it was made from.
   * @param document `Plan.document`
   * @throws ReplicatorError `run.notFound`, `run.notResumable`
   */
  async load(runId: string | 'last', document: string): Promise<{ readonly runId: string; readonly plan: Plan }> {
    const run = await this.history.find(runId, document);
    await this.sink.transaction(stateDdl.map((sql) => ({ sql })));
    return run;
  }

  async end(runId: string, state: 'done' | 'failed' | 'cancelled'): Promise<void> {
    await this.sink.transaction([
      { sql: `UPDATE ${stateTables.runs} SET state = $2, ended_at = now() WHERE run_id = $1`, values: [runId, state] },
    ]);
    await this.event(runId, undefined, `run ${state}`);
  }

  /** State and receipt of a table, or undefined where the run has not come to it. */
  async table(
    runId: string,
    source: string,
  ): Promise<{ readonly state: TableState; readonly outcome?: DoneTable } | undefined> {
    const [row] = await this.sink.query({
      sql: `SELECT state, target_schema, target_table, receipt FROM ${stateTables.tables} WHERE run_id = $1 AND source = $2`,
      values: [runId, source],
    });
    if (row === undefined) return undefined;
    const state = text(row.state) as TableState;
    if (state !== 'done') return { state };
    const target = `${text(row.target_schema)}.${text(row.target_table)}`;
    return { state, outcome: { state: 'done', source, target, receipt: JSON.parse(text(row.receipt)) as Receipt } };
  }

  /**
   * An empty staging table and a clean record for a table of this run; what earlier, broken runs left for the same
   * target is removed, and they can no longer be resumed for it.
   * @returns those runs, whose spools are of no use any more
   */
  async beginTable(runId: string, table: TablePlan): Promise<readonly UnfinishedTable[]> {
    const source = sourceLabel(table.source);
    const { schema, table: name } = table.target;
    const stale = await this.sink.query({
      sql: `SELECT DISTINCT run_id, target_schema, target_table FROM ${stateTables.tables} WHERE lower(target_schema) = lower($1) AND lower(target_table) = lower($2) AND state NOT IN ('done', 'abandoned')`,
      values: [schema, name],
    });
    const left = stale.map((row) => ({
      runId: text(row.run_id),
      target: { schema: text(row.target_schema), table: text(row.target_table) },
    }));
    await this.sink.transaction([
      { sql: createSchemaSql(schema) },
      ...left.map((one) => dropStaging(one.target, one.runId)),
      dropStaging(table.target, runId),
      {
        sql: `UPDATE ${stateTables.tables} SET state = 'abandoned' WHERE lower(target_schema) = lower($1) AND lower(target_table) = lower($2) AND state <> 'done' AND run_id <> $3`,
        values: [schema, name, runId],
      },
      ...[stateTables.tables, stateTables.slices, stateTables.chunks, stateTables.spooled].map((from) => ({
        sql: `DELETE FROM ${from} WHERE run_id = $1 AND source = $2`,
        values: [runId, source],
      })),
      { sql: createStagingSql(table.target, table.transform?.columns ?? table.columns, runId) },
      {
        sql: `INSERT INTO ${stateTables.tables} (run_id, source, target_schema, target_table, state, version) VALUES ($1, $2, $3, $4, 'extracting', $5)`,
        values: [runId, source, schema, name, table.version ?? null],
      },
    ]);
    return left;
  }

  /** A later run that has published the same target: going on with this one would put older rows in its place. */
  async laterCopy(runId: string, target: TargetName): Promise<string | undefined> {
    const [row] = await this.sink.query({
      sql: `SELECT run_id FROM ${stateTables.tables} JOIN ${stateTables.runs} USING (run_id) WHERE lower(target_schema) = lower($1) AND lower(target_table) = lower($2) AND tables.state = 'done' AND started_at > (SELECT started_at FROM ${stateTables.runs} WHERE run_id = $3) LIMIT 1`,
      values: [target.schema, target.table, runId],
    });
    return row === undefined ? undefined : text(row.run_id);
  }

  /** Tables of runs whose spool is still of use: those that can be gone on with, and those that keep it. */
  async neededSpools(): Promise<readonly UnfinishedTable[]> {
    const rows = await this.sink.query({
      sql: `SELECT run_id, target_schema, target_table FROM ${stateTables.tables} WHERE state IN ('extracting', 'failed', 'cancelled') OR (receipt->>'$.spool') IS NOT NULL`,
    });
    return rows.map((row) => ({
      runId: text(row.run_id),
      target: { schema: text(row.target_schema), table: text(row.target_table) },
    }));
  }

  async slices(runId: string, source: string): Promise<ReadonlyMap<number, SliceState>> {
    const slices = await this.sink.query({
      sql: `SELECT slice, statement_id, manifest_rows, manifest_chunks, done, folder FROM ${stateTables.slices} WHERE run_id = $1 AND source = $2`,
      values: [runId, source],
    });
    const chunks = await this.sink.query({
      sql: `SELECT slice, chunk, rows, bytes, coalesce(digest, slice || ' ' || chunk) AS digest FROM ${stateTables.chunks} WHERE run_id = $1 AND source = $2`,
      values: [runId, source],
    });
    return new Map(
      slices.map((row) => [
        Number(row.slice),
        {
          statementId: text(row.statement_id),
          manifestRows: Number(row.manifest_rows),
          manifestChunks: Number(row.manifest_chunks),
          ...(row.folder === null ? {} : { folder: text(row.folder) }),
          done: row.done === true,
          chunks: chunks
            .filter((chunk) => chunk.slice === row.slice)
            .map((chunk) => ({
              index: Number(chunk.chunk),
              rows: Number(chunk.rows),
              bytes: Number(chunk.bytes),
              digest: text(chunk.digest),
            })),
        },
      ]),
    );
  }

  async beginSlice(
    key: SliceKey,
    result: {
      readonly statementId: string;
      readonly rows: number;
      readonly chunks: number;
      readonly folder?: string;
    },
  ): Promise<void> {
    await this.sink.transaction([
      {
        sql: `INSERT INTO ${stateTables.slices} (run_id, source, slice, statement_id, manifest_rows, manifest_chunks, done, folder) VALUES ($1, $2, $3, $4, $5, $6, false, $7)`,
        values: [
          key.runId,
          key.source,
          key.slice,
          result.statementId,
          result.rows,
          result.chunks,
          result.folder ?? null,
        ],
      },
    ]);
  }

  async endSlice(key: SliceKey): Promise<void> {
    await this.sink.transaction([
      {
        sql: `UPDATE ${stateTables.slices} SET done = true WHERE run_id = $1 AND source = $2 AND slice = $3`,
        values: [key.runId, key.source, key.slice],
      },
    ]);
  }

  /** Takes the rows of a half-read slice out of staging again, with its record. */
  async discardSlice(runId: string, table: TablePlan, slice: number): Promise<void> {
    const condition = table.slices[slice]?.stagedCondition ?? 'true';
    const key = [runId, sourceLabel(table.source), slice];
    await this.sink.transaction([
      { sql: `DELETE FROM ${quoteTargetName(stagingName(table.target, runId))} WHERE ${condition}` },
      { sql: `DELETE FROM ${stateTables.chunks} WHERE run_id = $1 AND source = $2 AND slice = $3`, values: key },
      { sql: `DELETE FROM ${stateTables.spooled} WHERE run_id = $1 AND source = $2 AND slice = $3`, values: key },
      { sql: `DELETE FROM ${stateTables.slices} WHERE run_id = $1 AND source = $2 AND slice = $3`, values: key },
    ]);
  }

  /** Names of the copies of a target that earlier runs have kept. */
  async kept(target: TargetName): Promise<readonly string[]> {
    const rows = await this.sink.query(findKept.of(target));
    return rows.map((row) => text(row.previous));
  }

  /**
   * The swap and the receipt, in one transaction.
   * @param previous the name under which the replaced copy stays; empty where there was none; null where it goes
   */
  async publish(
    runId: string,
    target: TargetName,
    publish: readonly string[],
    receipt: Receipt,
    previous: string | null,
  ): Promise<void> {
    await this.sink.transaction([
      ...publish.map((sql) => ({ sql })),
      forgetKept(target),
      {
        sql: `UPDATE ${stateTables.tables} SET state = 'done', receipt = $3, error = NULL, previous = $4 WHERE run_id = $1 AND source = $2`,
        values: [runId, receipt.source, JSON.stringify(receipt), previous],
      },
    ]);
  }

  /** Writes down why a table was not published; its staging goes, unless a resume can go on with it. */
  async failTable(runId: string, table: TablePlan, thrown: unknown, keepStaging: boolean): Promise<void> {
    const error = toErrorData(thrown);
    const state: TableState = error.code === 'run.cancelled' ? 'cancelled' : 'failed';
    const source = sourceLabel(table.source);
    await this.sink.transaction([
      ...(keepStaging ? [] : [dropStaging(table.target, runId)]),
      {
        sql: `UPDATE ${stateTables.tables} SET state = $3, error = $4 WHERE run_id = $1 AND source = $2 AND state <> 'done'`,
        values: [runId, source, state, JSON.stringify(error)],
      },
    ]);
    await this.event(runId, source, state, { message: error.message });
  }

  async event(
    runId: string,
    source: string | undefined,
    event: string,
    detail?: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    await this.sink.transaction([
      {
        sql: `INSERT INTO ${stateTables.events} VALUES ($1, $2, now(), $3, $4)`,
        values: [runId, source ?? null, event, detail === undefined ? null : JSON.stringify(detail)],
      },
    ]);
  }
}

function dropStaging(target: TargetName, runId: string): Statement {
  return { sql: `DROP TABLE IF EXISTS ${quoteTargetName(stagingName(target, runId))}` };
}
