import type { WarehouseState } from '../warehouses/warehouse.ts';

/**
 * What a rule can meet. `statement` is the execution of a statement, whichever wire it came by, and `thrift-link` each link in
 * an answer of the Thrift service; the others are requests.
 */
export const operations = [
  'statement',
  'session-create',
  'session-delete',
  'submit',
  'poll',
  'chunk-link',
  'cancel',
  'close',
  'download',
  'thrift-open-session',
  'thrift-close-session',
  'thrift-execute',
  'thrift-status',
  'thrift-metadata',
  'thrift-fetch',
  'thrift-link',
  'thrift-cancel',
  'thrift-close',
  'thrift-other',
  'catalog-catalogs',
  'catalog-schemas',
  'catalog-tables',
  'catalog-table',
  'catalog-summaries',
  'catalog-volumes',
  'files-list',
  'files-download',
  'files-metadata',
  'files-create',
  'files-delete',
  'warehouse-list',
  'warehouse-get',
  'warehouse-start',
  'warehouse-stop',
  'me',
  'oauth-discovery',
  'oauth-authorize',
  'oauth-token',
] as const;

export type Operation = (typeof operations)[number];

export type FaultEffect =
  /** Waits before the request is looked at. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Sends the body no faster than this. */
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  /** Answers this status instead, with `Retry-After` in seconds or as an HTTP date. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfterSeconds?: number;
      readonly retryAfterForm?: 'seconds' | 'date';
      readonly errorCode?: string;
      readonly message?: string;
    }
  /** Breaks the connection after so many bytes of the body; 0 breaks it before the status line. */
  | { readonly kind: 'reset'; readonly atByte: number }
  /** Sends a valid, shorter stream: the schema, so many record batches, and the end. */
  | { readonly kind: 'cutMessages'; readonly keep: number }
  /** Inverts one byte of the body. */
  | { readonly kind: 'flipByte'; readonly at: number }
  /** Leaves out the last bytes of the body; the content length fits what is sent. */
  | { readonly kind: 'shorten'; readonly bytes: number }
  /** Sends the file twice, one after the other. */
  | { readonly kind: 'doubleFile' }
  /** Sends another file of the same result. */
  | { readonly kind: 'otherFile'; readonly chunk: number }
  /** Hands out links that are past their time; on a download, answers as if the link were. */
  | { readonly kind: 'expiredLink' }
  /** The storage refuses the link. */
  | { readonly kind: 'deniedLink' }
  /** Hands out so many links at once. */
  | { readonly kind: 'links'; readonly count: number | 'all' }
  /** Fails the statement. `message` is the whole text, with class and SQLSTATE. */
  | { readonly kind: 'failStatement'; readonly errorClass: string; readonly sqlState: string; readonly message: string }
  /** The caller lacks a privilege on the table of the rule, or on the volume. */
  | { readonly kind: 'noPermission'; readonly privilege: string }
  /** Forgets the result, or does not know the file; the request is answered 404. */
  | { readonly kind: 'resultGone' }
  /** Leaves out rows behind this one, and says so in the manifest. */
  | { readonly kind: 'truncate'; readonly rows: number }
  /** Puts the warehouse into this state before the request is looked at. */
  | { readonly kind: 'warehouseState'; readonly state: WarehouseState }
  /** Answers as to a token that has expired. */
  | { readonly kind: 'invalidToken' }
  /** Runs these statements first: a new version, a changed schema. */
  | { readonly kind: 'runSql'; readonly sql: readonly string[] }
  /** Answers a list with a page without items, which has a next page. */
  | { readonly kind: 'emptyPage' };

/** Which requests, and what happens to them. */
export interface FaultRule {
  readonly operation: Operation;
  /** Only this chunk; of downloads and chunk links. */
  readonly chunk?: number;
  /** Only statements that name, or requests for, this table: `catalog.schema.table`. */
  readonly table?: string;
  /** Only statements, or paths of files, with this text in them. */
  readonly text?: string;
  /** The first request that is met, counted from 1 among those that fit; 1 when absent. */
  readonly nth?: number;
  /** How many are met from there on; 1 when absent. */
  readonly times?: number | 'always';
  readonly effect: FaultEffect;
}

/** What a rule is compared with. */
export interface FaultSubject {
  readonly operation: Operation;
  readonly chunk?: number;
  readonly table?: string;
  readonly text?: string;
}
