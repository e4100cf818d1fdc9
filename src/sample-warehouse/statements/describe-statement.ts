import { effectOf } from '../faults/fault-plan.ts';
import type { FaultEffect } from '../faults/fault-rule.ts';
import type { ResultStore } from '../results/result-store.ts';
import type { StoredResult } from '../results/stored-result.ts';
import { describeManifest } from './manifest.ts';
import type { Statement } from './statement.ts';
import type { StatementResult } from './statement-result.ts';

export interface DescribeOptions {
  readonly store: ResultStore;
  /** What `byte_count` of a link says: the size on the wire (since 2025) or the decompressed size (before). */
  readonly linkByteCount: 'stored' | 'raw';
  readonly linksPerResponse: number | 'all';
}

function describeLink(
  statementId: string,
  stored: StoredResult,
  index: number,
  effects: readonly FaultEffect[],
  options: DescribeOptions,
) {
  const file = stored.files[index];
  if (file === undefined) throw new RangeError(`There is no chunk ${index}.`);
  const lifetime = effectOf(effects, 'expiredLink') === undefined ? undefined : -1;
  const link = options.store.link(stored, index, lifetime);
  const next = index + 1;
  return {
    chunk_index: file.index,
    row_offset: file.rowOffset,
    row_count: file.rows,
    byte_count: options.linkByteCount === 'stored' ? file.storedBytes : file.rawBytes,
    ...(next < stored.files.length
      ? {
          next_chunk_index: next,
          next_chunk_internal_link: `/api/2.0/sql/statements/${statementId}/result/chunks/${next}`,
        }
      : {}),
    external_link: link.url,
    expiration: new Date(link.expiresAt).toISOString(),
  };
}

/** The part of a reply that holds, or leads to, the rows of a chunk. */
export function describeChunk(
  statementId: string,
  result: StatementResult,
  index: number,
  effects: readonly FaultEffect[],
  options: DescribeOptions,
) {
  if (result.kind === 'json') {
    if (result.rows.length === 0) return {};
    return { chunk_index: 0, row_offset: 0, row_count: result.rows.length, data_array: result.rows };
  }
  const { stored } = result;
  if (stored.files.length === 0) return {};
  if (result.kind === 'attachment') {
    return {
      chunk_index: 0,
      row_offset: 0,
      row_count: stored.totalRows,
      byte_count: stored.totalStoredBytes,
      attachment: result.base64,
    };
  }
  const wanted = effectOf(effects, 'links')?.count ?? options.linksPerResponse;
  const count = Math.min(wanted === 'all' ? stored.files.length : wanted, stored.files.length - index);
  const external_links = Array.from({ length: count }, (_, i) =>
    describeLink(statementId, stored, index + i, effects, options),
  );
  return { external_links };
}

function describeStatus(statement: Statement, sqlStateInStatus: boolean) {
  const { state, failure } = statement;
  if (failure === undefined) return { state };
  const { errorCode, message, sqlState } = failure;
  return {
    state,
    error: { error_code: errorCode, message },
    ...(sqlState === undefined || !sqlStateInStatus ? {} : { sql_state: sqlState }),
  };
}

/** A statement as POST and GET answer it, with manifest and first chunk once it has succeeded. */
export function describeStatement(
  statement: Statement,
  effects: readonly FaultEffect[],
  options: DescribeOptions & { readonly sqlStateInStatus: boolean },
) {
  const { id, result } = statement;
  return {
    statement_id: id,
    status: describeStatus(statement, options.sqlStateInStatus),
    ...(result === undefined
      ? {}
      : { manifest: describeManifest(result), result: describeChunk(id, result, 0, effects, options) }),
  };
}
