/**
 * The one error class of the project, with a closed set of codes.
 *
 * A code says what kind of thing went wrong and thereby what happens next: whether it is worth another attempt
 * (`retryPolicies`), and what a person can do about it (`actions`). Both tables are exhaustive, so a new code does not
 * compile until it has both. Code branches on `code`, never on `message`.
 */

/** What to do with a failed request before giving up on it. */
export type RetryPolicy =
  /** Exponential backoff, at most three attempts. */
  | 'backoff'
  /** The same, and fewer requests at once from now on. */
  | 'backoffAndShrink'
  /** One more attempt. */
  | 'once'
  /** Ask for a new link, then fetch the same chunk again; no attempt is spent. */
  | 'freshLink'
  /** Execute the statement again at the same pinned version. */
  | 'reexecute'
  /** Fail at once. */
  | 'never';

export const retryPolicies = {
  'auth.rejected': 'never',
  'auth.forbidden': 'never',
  'network.unavailable': 'backoff',
  'network.hostUnknown': 'never',
  'network.certificate': 'never',
  'network.proxy': 'never',
  'network.circuitOpen': 'never',
  'source.busy': 'backoffAndShrink',
  'source.notFound': 'never',
  'source.schemaChanged': 'never',
  'source.invalidSql': 'never',
  'source.invalidValue': 'never',
  'source.unsupported': 'never',
  'source.versionGone': 'never',
  'source.resultGone': 'reexecute',
  'source.linkExpired': 'freshLink',
  'source.warehouseGone': 'never',
  'source.protocol': 'never',
  'source.internal': 'once',
  'integrity.payload': 'backoff',
  'integrity.manifest': 'backoff',
  'integrity.truncated': 'never',
  'integrity.counts': 'never',
  'integrity.aggregates': 'never',
  'type.unknown': 'never',
  'type.wireMismatch': 'never',
  'value.outOfRange': 'never',
  'value.invalidText': 'never',
  'value.invalidNesting': 'never',
  'value.notComputable': 'never',
  'plan.collision': 'never',
  'plan.invalidColumns': 'never',
  'plan.invalidTransform': 'never',
  'plan.unknownColumn': 'never',
  'plan.columnName': 'never',
  'plan.nothingToDo': 'never',
  'sink.locked': 'never',
  'sink.notADatabase': 'never',
  'sink.newerVersion': 'never',
  'sink.corrupt': 'never',
  'sink.diskFull': 'never',
  'sink.outOfMemory': 'never',
  'sink.unwritable': 'never',
  'sink.constraint': 'never',
  'sink.failed': 'never',
  'run.cancelled': 'never',
  'run.notFound': 'never',
  'run.notResumable': 'never',
  'query.invalid': 'never',
  'run.notUndoable': 'never',
  'document.invalid': 'never',
  'usage.invalid': 'never',
  'usage.untrusted': 'never',
  'internal.threadEnded': 'never',
  'internal.workerEnded': 'never',
  'internal.bug': 'never',
} as const satisfies Record<string, RetryPolicy>;

export type ErrorCode = keyof typeof retryPolicies;

/** What a person can do next; one sentence each. */
export const actions: Record<ErrorCode, string> = {
  'auth.rejected': 'Sign in again, or set a valid token in DATABRICKS_TOKEN or in the profile.',
  'auth.forbidden': 'Ask the owner for the grant that the message names.',
  'network.unavailable': 'Check the network and try again; a broken run can be resumed.',
  'network.hostUnknown': 'Check the host name of the workspace, and the network or VPN.',
  'network.certificate': 'Set caFile to the certificate authority of your network or proxy.',
  'network.proxy': 'Check the proxy that the message names (HTTPS_PROXY, http.proxy), with its user and password.',
  'network.circuitOpen': 'The host failed several times in a row; wait a minute, then resume the run.',
  'source.busy': 'Lower limits.tables or limits.downloads, or wait until the warehouse is less busy.',
  'source.notFound': 'Check the spelling of catalog, schema and table, and that you may see them.',
  'source.schemaChanged': 'Plan again, so that the new columns and types are taken in.',
  'source.invalidSql': 'Mend the expression that the message quotes (where, columns).',
  'source.invalidValue': 'A filter or view meets a value that it cannot handle; mend it or exclude the rows.',
  'source.unsupported': 'Leave this table or column out, or select it through a view that the warehouse supports.',
  'source.versionGone': 'Run the table anew: the pinned version is no longer kept by the source.',
  'source.resultGone': 'Resume the run: the statement will be executed again at the same version.',
  'source.linkExpired': 'Resume the run; if it happens again, check the clock of this machine.',
  'source.warehouseGone': 'Choose another SQL warehouse.',
  'source.protocol': 'Try again; if it stays, report it with the log: the server answered in an unknown form.',
  'source.internal': 'Resume the run; if it fails again, show the message to your workspace administrator.',
  'integrity.payload': 'Resume the run; if it happens again, a proxy may be changing the downloads.',
  'integrity.manifest': 'Resume the run; if it happens again, a proxy may be cutting the downloads.',
  'integrity.truncated':
    'Add a where filter, or split the table: the result is larger than the warehouse will hand out.',
  'integrity.counts': 'Run the table again; the previous copy was left as it was.',
  'integrity.aggregates': 'Run the table again; the previous copy was left as it was.',
  'type.unknown': 'Exclude the column, or cast it in a view.',
  'type.wireMismatch': 'Plan again; if it stays, exclude the column and report the types that the message names.',
  'value.outOfRange': 'Exclude the column or filter the rows: DuckDB cannot hold the value.',
  'value.invalidText': 'Exclude the column or mend the source: the text is not valid UTF-8.',
  'value.invalidNesting': 'Exclude the column: its offsets or keys are not valid.',
  'value.notComputable':
    'Write an expression with TRY_CAST, which makes NULL of such values, or leave their rows out with a filter.',
  'plan.collision': 'Give the table another name (target:), or put {catalog} into the template of names.',
  'plan.invalidColumns': 'Mend columns or exclude: only names that the table has can be used.',
  'plan.invalidTransform':
    'Mend the expression that the message names (transform): DuckDB SQL over the columns that are copied.',
  'plan.unknownColumn': 'Mend the name, or copy that column too: a transform works with what is copied.',
  'plan.columnName': 'Give the column of the copy a name of its own (rename, or its name under derive).',
  'plan.nothingToDo': 'Check tables: no enabled entry matches a table that you may see.',
  'sink.locked': 'Close the file in the other program, then run again.',
  'sink.notADatabase': 'Choose another target: this file is not a DuckDB database and was left as it was.',
  'sink.newerVersion': 'Update this tool, or choose another target file.',
  'sink.corrupt': 'Restore the file from a copy, or choose another target; nothing was written.',
  'sink.diskFull': 'Free space on the disk of the target file, then resume the run.',
  'sink.outOfMemory': 'Raise limits.memory, or lower limits.tables, then resume the run.',
  'sink.unwritable': 'Check the folder and the permissions of the target file.',
  'sink.constraint': 'Run the table again; if it stays, report it with the log.',
  'sink.failed': 'Resume the run; if it fails again, report it with the log.',
  'run.cancelled': 'Start it again when you want to go on; a run that has begun copying can be resumed.',
  'run.notFound': 'Run the document, or choose a run that the message names.',
  'run.notResumable': 'Start a new run.',
  'query.invalid': 'Mend the query as the message says; it may read the file, and nothing else.',
  'run.notUndoable': 'Run the older document again where its data is still wanted.',
  'document.invalid': 'Mend the line that the message names.',
  'usage.invalid': 'See --help.',
  'usage.untrusted': 'Trust the folder if you know where it comes from, then try again.',
  'internal.threadEnded': 'Resume the run; if it happens again, lower limits.memory or report it with the log.',
  'internal.workerEnded':
    'Resume the run; the engine is started again. If it happens again, lower limits.memory or report it with the log.',
  'internal.bug': 'Please report this with the log.',
};

/** Where it happened: source table as `catalog.schema.table`, column by its source name. */
export interface ErrorSubject {
  readonly table?: string;
  readonly column?: string;
}

export interface ErrorDetails {
  /** JSON-safe facts for the log; never a secret, never a link. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
  readonly subject?: ErrorSubject;
  /** How long the other side asks us to wait before the next attempt. */
  readonly retryAfterMs?: number;
  /** What else is wrong with the same thing and was found at once. */
  readonly others?: readonly ReplicatorError[];
  readonly cause?: unknown;
}

export class ReplicatorError extends Error {
  override readonly name = 'ReplicatorError';
  readonly code: ErrorCode;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly subject: ErrorSubject;
  readonly retryAfterMs: number | undefined;
  readonly others: readonly ReplicatorError[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.facts = details.facts ?? {};
    this.subject = details.subject ?? {};
    this.retryAfterMs = details.retryAfterMs;
    this.others = details.others ?? [];
  }

  get action(): string {
    return actions[this.code];
  }

  /** The same error, said of a table or column; what was already named stays. */
  about(subject: ErrorSubject): ReplicatorError {
    return new ReplicatorError(this.code, this.message, {
      facts: this.facts,
      subject: { ...subject, ...this.subject },
      others: this.others.map((other) => other.about(subject)),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      cause: this.cause,
    });
  }
}

/** What crosses a thread or process boundary in place of an error. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly subject: ErrorSubject;
  readonly retryAfterMs?: number;
  readonly others?: readonly ErrorData[];
  readonly stack?: string;
}

/** Any thrown value as an error of ours; what is not one already becomes `internal.bug`. */
export function asReplicatorError(thrown: unknown): ReplicatorError {
  if (thrown instanceof ReplicatorError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ReplicatorError('internal.bug', message, { cause: thrown });
}

export function toErrorData(thrown: unknown): ErrorData {
  const error = asReplicatorError(thrown);
  const cause = error.cause instanceof Error ? error.cause : error;
  return {
    code: error.code,
    message: error.message,
    facts: error.facts,
    subject: error.subject,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.others.length === 0 ? {} : { others: error.others.map(toErrorData) }),
    ...(error.code === 'internal.bug' && cause.stack !== undefined ? { stack: cause.stack } : {}),
  };
}

export function fromErrorData(data: ErrorData): ReplicatorError {
  const error = new ReplicatorError(data.code, data.message, {
    ...data,
    others: (data.others ?? []).map(fromErrorData),
  });
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

/** An error with the others that were found at once. */
export function everyError(error: ErrorData): readonly ErrorData[] {
  return [error, ...(error.others ?? [])];
}
