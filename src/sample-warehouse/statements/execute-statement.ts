import { readFile } from 'node:fs/promises';
import { effectOf } from '../faults/fault-plan.ts';
import type { ResultStore } from '../results/result-store.ts';
import type { Framing, StoreOptions } from '../results/stored-result.ts';
import { type SqlEngine, SqlError, type SqlResult, type SqlSession } from '../sql/sql-engine.ts';
import { type JsonRow, jsonRows } from './json-rows.ts';
import type { Statement } from './statement.ts';
import type { StatementResult } from './statement-result.ts';

const inlineLimit = 25 * 1024 * 1024;
const attachmentLimit = 1024 * 1024;

export interface ExecutionContext {
  readonly engine: SqlEngine;
  readonly store: ResultStore;
  readonly framing: Framing;
}

async function readRows(result: SqlResult, rowLimit: number): Promise<StatementResult> {
  const rows: JsonRow[] = [];
  let bytes = 0;
  let truncated = false;
  for await (const batch of result.batches) {
    for (const row of jsonRows(batch)) {
      truncated = rows.length >= rowLimit;
      if (truncated) break;
      rows.push(row);
      bytes += row.reduce((sum, value) => sum + (value?.length ?? 4) + 3, 2);
    }
    if (truncated) break;
    if (bytes > inlineLimit) {
      throw new SqlError(
        'INLINE_BYTE_LIMIT_EXCEEDED',
        '54000',
        `Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most ${inlineLimit} bytes. Please execute the statement with disposition=EXTERNAL_LINKS if you want to download the full result.`,
      );
    }
  }
  return { kind: 'json', columns: result.columns, rows, truncated };
}

function rowLimitOf(statement: Statement): number | undefined {
  const truncate = effectOf(statement.effects, 'truncate');
  const limits = [statement.request.rowLimit, truncate?.rows].filter((limit) => limit !== undefined);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/**
 * Runs the statement and keeps its result in the form that was asked for.
 * @throws SqlError
 */
export async function executeStatement(
  statement: Statement,
  session: SqlSession,
  { engine, store, framing }: ExecutionContext,
): Promise<StatementResult> {
  const { request, signal } = statement;
  const rowLimit = rowLimitOf(statement);
  const rows = request.format === 'JSON_ARRAY';
  const form: StoreOptions = {
    compression: request.lz4 ? 'lz4' : 'none',
    framing,
    ...(rowLimit === undefined ? {} : { rowLimit }),
    ...(request.byteLimit === undefined ? {} : { byteLimit: request.byteLimit }),
  };
  const result = await engine.execute(request.statement, {
    session,
    parameters: request.parameters,
    // One more than asked for, to see whether rows are left out.
    ...(rowLimit === undefined ? {} : { rowLimit: rowLimit + 1 }),
    ...(rows ? {} : { isKept: (cacheKey: string) => store.isKept(cacheKey, form) }),
    signal,
  });
  if (rows) return readRows(result, rowLimit ?? Number.POSITIVE_INFINITY);
  const stored = await store.store(result, form, signal);
  const [only, ...others] = stored.files;
  const attached =
    request.disposition === 'INLINE_OR_EXTERNAL_LINKS' &&
    only !== undefined &&
    others.length === 0 &&
    only.rawBytes <= attachmentLimit;
  if (!attached) return { kind: 'links', stored };
  return { kind: 'attachment', stored, base64: (await readFile(only.path)).toString('base64') };
}
